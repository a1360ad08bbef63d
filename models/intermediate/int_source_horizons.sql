-- A source that is published as a weekly file, or whose last runs failed, has told
-- nothing of the days since. Windows of recent days end there, source by source, or
-- they would compare whole weeks with parts of one.
with

as_of as (

    select as_of from {{ ref('int_as_of') }}

),

sources as (

    select source from {{ ref('offer_sources') }}

),

runs as (

    select * from {{ ref('int_crawl_runs') }}
    where is_certified

),

leaves as (

    select * from {{ ref('int_crawl_leaves') }}

),

listings as (

    select
        runs.source,
        min(leaves.told_until) as told_until
    from runs
    inner join leaves
        on
            runs.source = leaves.source
            and runs.run_id = leaves.run_id
    group by runs.source, runs.run_id

),

final as (

    select
        sources.source,
        least(
            coalesce(max(listings.told_until), as_of.as_of), as_of.as_of
        ) as told_until
    from sources
    cross join as_of
    left join listings
        on sources.source = listings.source
    group by sources.source, as_of.as_of

)

select * from final
