with

source as (

    select * from {{ source('references', 'entries') }}

),

renamed as (

    select
        ---------- ids
        code as former_commune_code,
        {{ json_text('payload', 'current_insee_code') }}
            as current_commune_code,

        ---------- text
        label as former_commune_name,
        {{ json_text('payload', 'kind') }} as kind,

        ---------- timestamps
        fetched_at,
        run_id

    from source
    where list_name = 'insee_communes_anciennes'

)

select * from renamed
