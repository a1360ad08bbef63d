-- Sightings grow with every run, and say the same again: runs in a row that listed
-- one text become one row. What ended runs said is grouped once, and kept.
with

known as (

    {% if may_read_itself('last_run_ended_at') -%}
    select * from {{ this }}
    where first_run_number <= last_run_number
    {%- else -%}
    select
        null::text as offer_key,
        null::text as source,
        null::text as content_hash,
        null::bigint as first_run_number,
        null::bigint as last_run_number,
        null::text as last_run_id,
        null::timestamptz as last_run_ended_at,
        null::timestamptz as first_seen_at,
        null::timestamptz as last_seen_at
    where false
    {%- endif %}

),

runs as (

    select * from {{ ref('int_crawl_runs') }}

),

runs_known as (

    select
        source,
        last_run_id as run_id,
        last_run_number as run_number,
        last_run_ended_at as ended_at
    from known
    group by source, last_run_id, last_run_number, last_run_ended_at

),

-- A run that is loaded late, or is gone, moves the numbers of those after it, and
-- one that was gone on with has another end: its source is then read anew.
retold as (

    select runs_known.source
    from runs_known
    left join runs
        on
            runs_known.source = runs.source
            and runs_known.run_id = runs.run_id
    where
        runs_known.run_number is distinct from runs.run_number
        or runs_known.ended_at is distinct from runs.ended_at
    group by 1

),

read_up_to as (

    select
        runs_known.source,
        max(runs_known.run_number) as run_number
    from runs_known
    left join retold
        on runs_known.source = retold.source
    where retold.source is null
    group by 1

),

sighted_runs as (

    select * from {{ ref('int_sighted_runs') }}

),

-- A run that never ended has no number, and its sightings are read each time.
unread_runs as materialized (

    select
        sighted_runs.source,
        sighted_runs.run_id
    from sighted_runs
    left join runs
        on
            sighted_runs.source = runs.source
            and sighted_runs.run_id = runs.run_id
    left join read_up_to
        on sighted_runs.source = read_up_to.source
    where
        runs.run_number is null
        or runs.run_number > coalesce(read_up_to.run_number, 0)

),

unread as materialized (

    select sightings.*
    from {{ ref('int_sightings') }} as sightings
    inner join unread_runs
        on
            sightings.source = unread_runs.source
            and sightings.run_id = unread_runs.run_id
    where
        {{ is_among(
            'sightings.run_id', 'select unread_runs.run_id from unread_runs'
        ) }}

),

spans as materialized (

    select
        known.offer_key,
        known.source,
        known.content_hash,
        known.first_run_number,
        known.last_run_number,
        known.first_seen_at,
        known.last_seen_at
    from known
    inner join read_up_to
        on known.source = read_up_to.source
    union all
    select
        offer_key,
        source,
        content_hash,
        run_number as first_run_number,
        run_number as last_run_number,
        seen_at as first_seen_at,
        seen_at as last_seen_at
    from unread
    where run_number > 0

),

compared as (

    select
        *,
        lag(content_hash) over offers as previous_hash,
        lag(last_run_number) over offers as previous_run_number
    from spans
    window offers as (partition by offer_key order by first_run_number)

),

numbered as (

    select
        *,
        count(*) filter (
            where
            previous_hash is distinct from content_hash
            or first_run_number > previous_run_number + 1
        ) over (
            partition by offer_key
            order by first_run_number
            rows between unbounded preceding and current row
        ) as span_number
    from compared

),

joined as (

    select
        offer_key,
        source,
        min(content_hash) as content_hash,
        min(first_run_number) as first_run_number,
        max(last_run_number) as last_run_number,
        min(first_seen_at) as first_seen_at,
        max(last_seen_at) as last_seen_at
    from numbered
    group by offer_key, source, span_number

),

-- What a run saw before it was cut off counts, and so does what it fetched and
-- could not list any more.
cut_off as (

    select
        offer_key,
        source,
        content_hash,
        run_id,
        seen_at
    from unread
    where run_number = 0

),

unlisted as (

    select
        offers.offer_key,
        offers.source,
        offers.content_hash,
        null::text as run_id,
        offers.fetched_at as seen_at
    from {{ ref('int_offers_unioned') }} as offers
    left join spans
        on
            offers.offer_key = spans.offer_key
            and offers.content_hash = spans.content_hash
    left join cut_off
        on
            offers.offer_key = cut_off.offer_key
            and offers.content_hash = cut_off.content_hash
    where spans.offer_key is null and cut_off.offer_key is null

),

outside_runs as (

    select * from cut_off
    union all
    select * from unlisted

),

-- It was seen between the last run that had ended by then and the next: a stretch
-- without a run, that begins after its end.
placed as (

    select
        outside_runs.offer_key,
        outside_runs.source,
        outside_runs.content_hash,
        outside_runs.run_id,
        outside_runs.seen_at,
        coalesce(ended.run_number, 0) as run_number
    from outside_runs
    left join
        lateral (
            select ended_runs.run_number
            from {{ ref('int_crawl_runs') }} as ended_runs
            where
                ended_runs.source = outside_runs.source
                and ended_runs.ended_at <= outside_runs.seen_at
            order by ended_runs.ended_at desc
            limit 1
        ) as ended
        on true

),

final as (

    select
        joined.offer_key,
        joined.source,
        joined.content_hash,
        joined.first_run_number,
        joined.last_run_number,
        runs.run_id as last_run_id,
        runs.ended_at as last_run_ended_at,
        joined.first_seen_at,
        joined.last_seen_at
    from joined
    inner join runs
        on
            joined.source = runs.source
            and joined.last_run_number = runs.run_number
    union all
    select
        offer_key,
        source,
        content_hash,
        run_number + 1 as first_run_number,
        run_number as last_run_number,
        run_id as last_run_id,
        null::timestamptz as last_run_ended_at,
        seen_at as first_seen_at,
        seen_at as last_seen_at
    from placed

)

select * from final
