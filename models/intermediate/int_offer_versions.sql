{{ config(indexes=[{'columns': ['version_key']}]) }}

-- Told from sightings, not kept in a snapshot, so that it can be rebuilt. A
-- text that comes back after another one is a version of its own.
with

spans as (

    select * from {{ ref('int_sighting_spans') }}

),

-- Within a span a run may have seen another text before it was cut off. The span's
-- own text is back when the next run has ended: a date that stays when the span grows.
sightings as (

    select
        offer_key,
        source,
        content_hash,
        first_run_number as run_number,
        first_seen_at as seen_at
    from spans
    union all
    select
        spans.offer_key,
        spans.source,
        spans.content_hash,
        runs.run_number,
        runs.ended_at as seen_at
    from spans
    inner join spans as cut_off
        on
            spans.offer_key = cut_off.offer_key
            and spans.first_run_number <= cut_off.last_run_number
            and spans.last_run_number >= cut_off.first_run_number
    inner join {{ ref('int_crawl_runs') }} as runs
        on
            cut_off.source = runs.source
            and cut_off.first_run_number = runs.run_number
    where cut_off.first_run_number > cut_off.last_run_number

),

compared as (

    select
        *,
        lag(content_hash) over (
            partition by offer_key order by seen_at, run_number
        ) as previous_hash
    from sightings

),

changes as (

    select
        offer_key,
        source,
        content_hash,
        seen_at as valid_from
    from compared
    where previous_hash is distinct from content_hash

),

final as (

    select
        offer_key,
        {{ surrogate_key(['offer_key', 'content_hash']) }} as version_key,
        source,
        content_hash,
        row_number() over (partition by offer_key order by valid_from)
            as version_number,
        valid_from,
        lead(valid_from) over (partition by offer_key order by valid_from)
            as valid_to,
        lead(valid_from) over (partition by offer_key order by valid_from)
        is null as is_current
    from changes

)

select * from final
