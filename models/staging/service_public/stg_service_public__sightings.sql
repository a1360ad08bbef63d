with

source as (

    select * from {{ source('service_public', 'sightings') }}

),

renamed as (

    select
        ---------- ids
        'service_public:' || offer_id as offer_key,
        'service_public' as source,
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
