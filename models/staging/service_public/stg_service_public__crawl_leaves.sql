with

source as (

    select * from {{ source('service_public', 'crawl_leaves') }}

),

renamed as (

    select
        ---------- ids
        run_id,
        leaf_id,
        'service_public' as source,

        ---------- text
        outcome,
        error,

        ---------- numerics
        announced_before,
        collected,
        announced_after,
        rejected,
        gone,

        ---------- lists
        statuses,

        ---------- booleans
        coalesce(certified, false) as is_certified,

        ---------- timestamps
        covers_from,
        covers_to,
        started_at,
        -- A file is named after the Sunday on which it was made, days or weeks ago.
        coalesce(
            {{ try_timestamp("regexp_replace(leaf_id,"
                ~ " '.*([0-9]{4})([0-9]{2})([0-9]{2}).*', '\\1-\\2-\\3')") }},
            started_at
        ) as told_until,
        ended_at

    from source

)

select * from renamed
