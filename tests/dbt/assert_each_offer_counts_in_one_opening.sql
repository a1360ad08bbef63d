with

offers as (

    select count(*) as offers from {{ ref('fct_offers') }}

),

openings as (

    select coalesce(sum(offers_count), 0) as offers
    from {{ ref('fct_openings') }}

),

final as (

    select
        offers.offers,
        openings.offers as offers_in_openings
    from offers
    cross join openings
    where offers.offers <> openings.offers

)

select * from final
