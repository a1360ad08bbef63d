-- What an ended run said is read once. Had it been loaded in part by then, the rest
-- would be missing: `dbt build --full-refresh` reads all of it.
with

last_runs as (

    select
        source,
        max(run_number) as run_number
    from {{ ref('int_crawl_runs') }}
    group by 1

),

runs as (

    select runs.*
    from {{ ref('int_crawl_runs') }} as runs
    inner join last_runs
        on
            runs.source = last_runs.source
            and runs.run_number >= last_runs.run_number - 1

),

listed as (

    select
        sightings.source,
        sightings.run_number,
        count(*) as offers
    from {{ ref('int_sightings') }} as sightings
    inner join runs
        on
            sightings.source = runs.source
            and sightings.run_id = runs.run_id
    where
        {{ is_among('sightings.run_id', 'select runs.run_id from runs') }}
    group by 1, 2

),

told as (

    select
        runs.source,
        runs.run_number,
        count(*) as offers
    from {{ ref('int_sighting_spans') }} as spans
    inner join runs
        on
            spans.source = runs.source
            and runs.run_number
            between spans.first_run_number and spans.last_run_number
    group by 1, 2

),

final as (

    select
        listed.source,
        listed.run_number,
        listed.offers as offers_listed,
        told.offers as offers_told
    from listed
    left join told
        on
            listed.source = told.source
            and listed.run_number = told.run_number
    where listed.offers is distinct from told.offers

)

select * from final
