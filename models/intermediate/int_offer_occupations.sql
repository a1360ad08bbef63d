{{ config(indexes=[{'columns': ['offer_key'], 'unique': True}]) }}

with

offers as (

    select * from {{ ref('int_offers_current') }}

),

final as (

    select
        offer_key,
        coalesce(rome_code, 'unknown') as rome_code,
        case when rome_code is null then 'unknown' else 'declared' end
            as occupation_basis,
        case when rome_code is not null then 1.0::double precision end
            as occupation_confidence
    from offers

)

select * from final
