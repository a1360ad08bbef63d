with

source as (

    select * from {{ source('wttj', 'crawl_leaves') }}

),

renamed as (

    select
        ---------- ids
        run_id,
        leaf_id,
        'wttj' as source,

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
        started_at as told_until,
        ended_at

    from source

)

select * from renamed
