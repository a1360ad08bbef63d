with

source as (

    select * from {{ source('france_travail', 'rejects') }}

),

renamed as (

    select
        ---------- ids
        reject_id,
        'france_travail' as source,
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
