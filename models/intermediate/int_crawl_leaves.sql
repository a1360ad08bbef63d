{{ config(indexes=[{'columns': ['source', 'run_number']}]) }}

-- What each leaf was to list in full. A slice is asked for by hand and lists a
-- part of the offers whatever its dates say, so it never proves an absence. A
-- leaf that a later run took over is told by that run.
with

leaves as (

    select * from {{ ref('stg_france_travail__crawl_leaves') }}
    union all
    select * from {{ ref('stg_wttj__crawl_leaves') }}
    union all
    select * from {{ ref('stg_service_public__crawl_leaves') }}

),

runs as (

    select * from {{ ref('int_crawl_runs') }}

),

final as (

    select
        leaves.source,
        leaves.run_id,
        leaves.leaf_id,
        runs.run_number,
        runs.kind as run_kind,
        coalesce(leaves.covers_from, timestamptz '-infinity') as covers_from,
        coalesce(leaves.covers_to, timestamptz 'infinity') as covers_to,
        leaves.told_until,
        coalesce(leaves.ended_at, runs.ended_at) as ended_at,
        leaves.covers_from is null and leaves.covers_to is null
            as is_unbounded,
        runs.is_certified as is_run_certified,
        leaves.is_certified
    from leaves
    inner join runs
        on leaves.source = runs.source and leaves.run_id = runs.run_id
    where
        runs.kind <> 'slice'
        and leaves.outcome is distinct from 'superseded'

)

select * from final
