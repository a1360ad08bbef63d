-- What was seen afterwards was not missing yet, nor what was seen again before.
with

final as (

    select
        offer_key,
        run_id,
        last_seen_at,
        missing_at,
        returned_at
    from {{ ref('int_offer_absences') }}
    where missing_at < last_seen_at or returned_at < missing_at

)

select * from final
