-- The coder learns once a month, from what was seen before the month began, or
-- until each source had been collected once: from then on only new titles and
-- texts have to be coded, and a rebuild from the lake learns the same.
with

as_of as (

    select as_of from {{ ref('int_as_of') }}

),

first_runs as (

    select
        source,
        min(ended_at) as ended_at
    from {{ ref('int_crawl_runs') }}
    group by 1

),

collected as (

    select max(ended_at) as ended_at from first_runs

),

final as (

    select
        least(
            as_of.as_of,
            greatest(
                date_trunc('month', as_of.as_of at time zone 'UTC')
                at time zone 'UTC',
                collected.ended_at
            )
        ) as trained_until
    from as_of
    cross join collected

)

select * from final
