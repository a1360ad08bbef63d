with

source as (

    select * from {{ source('wttj', 'rejects') }}

),

renamed as (

    select
        ---------- ids
        reject_id,
        'wttj' as source,
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
