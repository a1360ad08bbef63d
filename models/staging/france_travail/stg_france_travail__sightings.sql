with

source as (

    select * from {{ source('france_travail', 'sightings') }}

),

renamed as (

    select
        ---------- ids
        'france_travail:' || offer_id as offer_key,
        'france_travail' as source,
        offer_id,
        content_hash,
        run_id,
        leaf_id,

        ---------- timestamps
        seen_at,
        publisher_updated_at

    from source

)

select * from renamed
