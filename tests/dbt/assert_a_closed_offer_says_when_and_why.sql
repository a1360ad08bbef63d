with

offers as (

    select * from {{ ref('fct_offers') }}

),

final as (

    select offer_key
    from offers
    where
        is_open <> (closed_at is null)
        or is_open <> (close_reason is null)

)

select * from final
