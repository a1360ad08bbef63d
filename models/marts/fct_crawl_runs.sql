with

runs as (

    select * from {{ ref('int_crawl_runs') }}

),

final as (

    select
        run_id,
        source,
        site,
        kind,
        status,
        started_at,
        ended_at,
        announced,
        announced_after,
        collected,
        residual,
        gone,
        rejected,
        new_versions,
        leaves,
        leaves_certified,
        is_certified,
        requests,
        retries,
        bytes,
        wait_seconds,
        (
            collected
            / nullif(extract(epoch from ended_at - started_at), 0)
        )::double precision as offers_per_second,
        statuses,
        error
    from runs

)

select * from final
