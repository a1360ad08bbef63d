with

source as (

    select * from {{ source('service_public', 'rejects') }}

),

renamed as (

    select
        ---------- ids
        reject_id,
        'service_public' as source,
        run_id,
        leaf_id,
        offer_id,

        ---------- text
        reason,

        ---------- timestamps
        rejected_at

    from source

)

select * from renamed
