with

source as (

    select * from {{ source('service_public', 'crawl_runs') }}

),

renamed as (

    select
        ---------- ids
        run_id,
        'service_public' as source,

        ---------- text
        site,
        kind,
        status,
        code_version,
        error,

        ---------- numerics
        announced,
        announced_after,
        collected,
        residual,
        gone,
        rejected,
        new_versions,
        leaves,
        leaves_certified,
        requests,
        retries,
        bytes,
        wait_seconds,

        ---------- lists
        statuses,

        ---------- booleans
        coalesce(certified, false) as is_certified,

        ---------- timestamps
        started_at,
        ended_at

    from source

)

select * from renamed
