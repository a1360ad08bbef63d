-- A version that was landed was seen, even when the run died before it could
-- write its sightings.
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

fetched as (

    select offer_key, source, content_hash, fetched_at as seen_at
    from {{ ref('int_offers_unioned') }}

),

unlisted as (

    select
        fetched.offer_key,
        fetched.source,
        fetched.content_hash,
        null::varchar as run_id,
        fetched.seen_at
    from fetched
    left join listed
        on
            fetched.offer_key = listed.offer_key
            and fetched.content_hash = listed.content_hash
    where listed.offer_key is null

),

seen as (

    select * from listed
    union all
    select * from unlisted

),

final as (

    select
        seen.offer_key,
        seen.source,
        seen.content_hash,
        seen.run_id,
        coalesce(runs.run_number, 0) as run_number,
        seen.seen_at
    from seen
    left join runs
        on seen.source = runs.source and seen.run_id = runs.run_id

)

select * from final
