{{ config(materialized='view') }}

-- A run has no number until its end is told.
with

runs as (

    select * from {{ ref('int_crawl_runs') }}

),

listed as (

    select offer_key, source, content_hash, run_id, seen_at
    from {{ ref('stg_france_travail__sightings') }}
    union all
    select offer_key, source, content_hash, run_id, seen_at
    from {{ ref('stg_wttj__sightings') }}
    union all
    select offer_key, source, content_hash, run_id, seen_at
    from {{ ref('stg_service_public__sightings') }}

),

final as (

    select
        listed.offer_key,
        listed.source,
        listed.content_hash,
        listed.run_id,
        coalesce(runs.run_number, 0) as run_number,
        listed.seen_at
    from listed
    left join runs
        on listed.source = runs.source and listed.run_id = runs.run_id

)

select * from final
