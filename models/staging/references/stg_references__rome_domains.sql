with

source as (

    select * from {{ source('references', 'entries') }}

),

renamed as (

    select
        ---------- ids
        code as domain_code,

        ---------- text
        label as domain_label,

        ---------- timestamps
        fetched_at,
        run_id

    from source
    where list_name = 'domaines'

)

select * from renamed
