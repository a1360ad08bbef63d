{{ config(materialized='view') }}

with

versions as (

    select * from {{ ref('int_offer_versions') }}

),

offers as (

    select * from {{ ref('int_offers_unioned') }}

),

final as (

    select offers.*
    from versions
    inner join offers
        on
            versions.offer_key = offers.offer_key
            and versions.content_hash = offers.content_hash
    where versions.is_current

)

select * from final
