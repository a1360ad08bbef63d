with

source as (

    select * from {{ source('references', 'entries') }}

),

renamed as (

    select
        ---------- ids
        code as rome_code,

        ---------- text
        label as rome_label,

        ---------- timestamps
        fetched_at,
        run_id

    from source
    where list_name = 'metiers'

)

select * from renamed
