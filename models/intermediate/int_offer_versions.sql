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
        first_run_number <= last_run_number as is_listed,
        first_seen_at as seen_at
    from spans
    union all
    select
        spans.offer_key,
        spans.source,
        spans.content_hash,
        runs.run_number,
        true as is_listed,
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

-- Of two texts of one second the one that a run listed is the later.
compared as (

    select
        *,
        lag(content_hash) over offers as previous_hash
    from sightings
    window offers as (
        partition by offer_key
        order by seen_at, run_number, is_listed, content_hash
    )

),

final as (

    select
        offer_key,
        {{ surrogate_key(['offer_key', 'content_hash']) }} as version_key,
        source,
        content_hash,
        row_number() over offers as version_number,
        seen_at as valid_from,
        lead(seen_at) over offers as valid_to,
        lead(seen_at) over offers is null as is_current
    from compared
    where previous_hash is distinct from content_hash
    window offers as (
        partition by offer_key
        order by seen_at, run_number, is_listed, content_hash
    )

)

select * from final
