with

activity as (

    select * from {{ ref('agg_daily_activity') }}

),

runs as (

    select * from {{ ref('fct_crawl_runs') }}
    where kind = 'full' and is_certified

),

final as (

    select activity.*
    from activity
    where
        coalesce(
            activity.active_offers, activity.closed_offers,
            activity.active_openings, activity.closed_openings
        ) is not null
        and not exists (
            select 1 from runs
            where
                activity.source in (runs.source, 'all')
                and (runs.started_at at time zone 'UTC')::date
                <= activity.date_day
        )

)

select * from final
