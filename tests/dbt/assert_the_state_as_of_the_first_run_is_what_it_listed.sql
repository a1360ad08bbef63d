with

runs as (

    select
        source,
        run_id,
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

listed as (

    select
        sightings.offer_key,
        sightings.content_hash
    from {{ ref('int_sightings') }} as sightings
    inner join runs
        on
            sightings.source = runs.source
            and sightings.run_id = runs.run_id
    cross join last_first_run
    where
        runs.certified_number = 1
        and not exists (
            select 1 from {{ ref('int_sightings') }} as later
            where
                later.offer_key = sightings.offer_key
                and later.seen_at > sightings.seen_at
                and later.seen_at <= last_first_run.ended_at
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
