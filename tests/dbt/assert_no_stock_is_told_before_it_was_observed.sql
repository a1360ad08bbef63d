with

activity as (

    select * from {{ ref('agg_daily_activity') }}

),

collections as (

    select
        source,
        (min(ended_at) at time zone 'UTC')::date as first_day
    from {{ ref('fct_crawl_runs') }}
    where kind = 'full' and is_certified
    group by 1

),

-- All sources together are observed once the last of them is.
observed as (

    select * from collections
    union all
    select
        'all' as source,
        max(first_day) as first_day
    from collections

),

final as (

    select activity.*
    from activity
    left join observed
        on activity.source = observed.source
    where
        coalesce(
            activity.active_offers, activity.closed_offers,
            activity.reopened_offers, activity.active_openings,
            activity.closed_openings, activity.reopened_openings
        ) is not null
        and coalesce(activity.date_day < observed.first_day, true)

)

select * from final
