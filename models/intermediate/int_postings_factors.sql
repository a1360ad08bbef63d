{{
    config(
        indexes=[
            {'columns': [
                'measure', 'region_code', 'grand_domain_code', 'date_day'
            ], 'unique': True},
        ],
    )
}}

-- Classical multiplicative decomposition: a day is its trend times the factor of
-- its weekday, of its week of the year and, on a public holiday, of holidays.
-- Each is a mean of what remains after dividing by the others that are known.
-- A factor that too few days tell is null, and nobody is adjusted by it.
with

days as (

    select
        postings.measure,
        postings.region_code,
        postings.grand_domain_code,
        -- Joined on each of the three, the planner would expect no row at all.
        concat_ws(
            '|',
            postings.measure,
            postings.region_code,
            postings.grand_domain_code
        ) as series,
        postings.date_day,
        postings.postings,
        postings.postings / nullif(postings.trend, 0) as ratio,
        dates.weekday,
        dates.iso_week,
        least(extract(week from postings.date_day)::integer, 52) as week,
        dates.is_public_holiday
    from {{ ref('int_postings_daily') }} as postings
    inner join {{ ref('dim_dates') }} as dates
        on postings.date_day = dates.date_day

),

weekday_means as (

    select
        series,
        weekday,
        avg(ratio) as mean_ratio,
        count(ratio) as ratios
    from days
    where not is_public_holiday
    group by 1, 2

),

weekdays as (

    select
        series,
        weekday,
        case
            when
                count(*) over one_series = 7
                and min(ratios) over one_series >= 2
                then mean_ratio / nullif(avg(mean_ratio) over one_series, 0)
        end as weekday_factor
    from weekday_means
    window one_series as (partition by series)

),

holidays as (

    select
        days.series,
        case
            when count(days.ratio) >= 3
                then avg(days.ratio / nullif(weekdays.weekday_factor, 0))
        end as holiday_factor
    from days
    inner join weekdays
        on
            days.series = weekdays.series
            and days.weekday = weekdays.weekday
    where days.is_public_holiday
    group by 1

),

-- Whole weeks only, each as the mean of its days after both daily factors.
weeks as (

    select
        days.series,
        days.iso_week,
        days.week,
        avg(
            days.postings / nullif(weekdays.weekday_factor, 0)
            / case
                when days.is_public_holiday
                    then coalesce(nullif(holidays.holiday_factor, 0), 1)
                else 1
            end
        ) as week_mean
    from days
    inner join weekdays
        on
            days.series = weekdays.series
            and days.weekday = weekdays.weekday
    left join holidays
        on
            days.series = holidays.series
    group by 1, 2, 3
    having count(*) = 7

),

-- A year of 52 weeks has no middle one: both ends of 53 count half.
week_trends as (

    select
        *,
        case
            when count(*) over one_year = 53
                then (
                    sum(week_mean) over one_year
                    - (
                        first_value(week_mean) over one_year
                        + last_value(week_mean) over one_year
                    ) / 2
                ) / 52
        end as trend
    from weeks
    window
        one_year as (
            partition by series
            order by iso_week
            rows between 26 preceding and 26 following
        )

),

week_means as (

    select
        series,
        week,
        avg(week_mean / nullif(trend, 0)) as mean_ratio
    from week_trends
    group by 1, 2

),

week_factors as (

    select
        series,
        week,
        case
            when count(mean_ratio) over one_series = 52
                then mean_ratio / nullif(avg(mean_ratio) over one_series, 0)
        end as week_factor
    from week_means
    window one_series as (partition by series)

),

final as (

    select
        days.measure,
        days.region_code,
        days.grand_domain_code,
        weekdays.weekday_factor,
        case when days.is_public_holiday then holidays.holiday_factor end
            as holiday_factor,
        week_factors.week_factor,
        days.date_day
    from days
    left join weekdays
        on
            days.series = weekdays.series
            and days.weekday = weekdays.weekday
    left join holidays
        on
            days.series = holidays.series
    left join week_factors
        on
            days.series = week_factors.series
            and days.week = week_factors.week

)

select * from final
