with

source as (

    select * from {{ source('references', 'entries') }}

),

renamed as (

    select
        ---------- ids
        code as appellation_code,
        {{ json_text('payload', 'metier', 'code') }} as rome_code,
        {{ json_text('payload', 'romeParent', 'code') }} as rome_3_code,

        ---------- text
        label as appellation_label,
        {{ json_text('payload', 'metier', 'libelle') }} as rome_label,

        ---------- timestamps
        fetched_at,
        run_id

    from source
    where list_name = 'rome_appellations'

)

select * from renamed
