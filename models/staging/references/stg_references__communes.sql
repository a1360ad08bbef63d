with

source as (

    select * from {{ source('references', 'entries') }}

),

renamed as (

    select
        ---------- ids
        code as commune_code,
        {{ json_text('payload', 'departement_code') }} as departement_code,
        {{ json_text('payload', 'region_code') }} as region_code,
        {{ json_text('payload', 'parent_insee_code') }} as parent_code,

        ---------- text
        label as commune_name,
        {{ json_text('payload', 'kind') }} as kind,
        {{ json_text('payload', 'postal_codes') }} as postal_codes,

        ---------- numerics
        {{ json_integer('payload', 'population') }} as population,

        ---------- timestamps
        fetched_at,
        run_id

    from source
    where list_name = 'insee_communes'

)

select * from renamed
