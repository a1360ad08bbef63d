-- A bad field may cost its own value, never the offer.
with

landed as (

    select offer_key from {{ ref('stg_france_travail__offers') }}
    union
    select offer_key from {{ ref('stg_wttj__offers') }}
    union
    select offer_key from {{ ref('stg_service_public__offers') }}

),

offers as (

    select * from {{ ref('fct_offers') }}

),

final as (

    select landed.offer_key
    from landed
    left join offers
        on landed.offer_key = offers.offer_key
    where offers.offer_key is null

)

select * from final
