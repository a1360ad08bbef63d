with

source as (

    select * from {{ source('wttj', 'sightings') }}

),

renamed as (

    select
        ---------- ids
        'wttj:' || offer_id as offer_key,
        'wttj' as source,
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
