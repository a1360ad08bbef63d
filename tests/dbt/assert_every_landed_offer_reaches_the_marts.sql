-- A bad field may cost its own value, never the offer.
with

landed as (

    select 'france_travail:' || offer_id as offer_key
    from {{ source('france_travail', 'offers') }}
    union
    select 'wttj:' || offer_id as offer_key
    from {{ source('wttj', 'offers') }}
    union
    select 'service_public:' || offer_id as offer_key
    from {{ source('service_public', 'offers') }}

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
