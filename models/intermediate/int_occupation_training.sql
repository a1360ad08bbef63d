-- The coder learns once a month, from what was seen before the month began: until
-- the next one only new titles and texts have to be coded, and a rebuild from the
-- lake learns the same. In its first day the coder learns at each build.
with

as_of as (

    select as_of from {{ ref('int_as_of') }}

),

first_run as (

    select min(ended_at) as ended_at from {{ ref('int_crawl_runs') }}

),

final as (

    select
        least(
            as_of.as_of,
            greatest(
                date_trunc('month', as_of.as_of at time zone 'UTC')
                at time zone 'UTC',
                (
                    date_trunc('day', first_run.ended_at at time zone 'UTC')
                    + interval '1 day'
                ) at time zone 'UTC'
            )
        ) as trained_until
    from as_of
    cross join first_run

)

select * from final
