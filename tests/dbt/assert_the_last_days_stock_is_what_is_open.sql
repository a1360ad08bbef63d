with

activity as (

    select * from {{ ref('agg_daily_activity') }}
    where source = 'all'

),

last_day as (

    select max(date_day) as date_day from activity

),

offers as (

    select count(*) filter (where is_open) as open_offers
    from {{ ref('fct_offers') }}

),

final as (

    select
        activity.active_offers,
        offers.open_offers
    from activity
    inner join last_day
        on activity.date_day = last_day.date_day
    cross join offers
    where activity.active_offers <> offers.open_offers

)

select * from final
