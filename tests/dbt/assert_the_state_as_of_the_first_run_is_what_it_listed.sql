with

runs as (

    select
        source,
        run_number,
        ended_at,
        row_number() over (
            partition by source order by run_number
        ) as certified_number
    from {{ ref('int_crawl_runs') }}
    where kind = 'full' and is_certified

),

last_first_run as (

    select max(ended_at) as ended_at from runs
    where certified_number = 1

),

past as (

    {{ as_of_offers('(select ended_at from last_first_run)') }}

),

spans as (

    select * from {{ ref('int_sighting_spans') }}

),

listed as (

    select
        spans.offer_key,
        spans.content_hash
    from spans
    inner join runs
        on
            spans.source = runs.source
            and runs.run_number
            between spans.first_run_number and spans.last_run_number
    cross join last_first_run
    where
        runs.certified_number = 1
        and not exists (
            select 1 from spans as later
            where
                later.offer_key = spans.offer_key
                and later.first_seen_at > spans.first_seen_at
                and later.first_seen_at <= last_first_run.ended_at
        )

),

final as (

    select
        listed.offer_key,
        listed.content_hash,
        past.content_hash as content_hash_as_of_then
    from listed
    left join past
        on listed.offer_key = past.offer_key
    where listed.content_hash is distinct from past.content_hash

)

select * from final
