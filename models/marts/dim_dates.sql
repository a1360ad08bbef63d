-- The index needs its base period for ever, so days go back to the first
-- collection however long ago that is.
with

as_of as (

    select (as_of at time zone 'UTC')::date as last_day
    from {{ ref('int_as_of') }}

),

first_collection as (

    select (min(started_at) at time zone 'UTC')::date as first_day
    from {{ ref('int_crawl_runs') }}

),

days as (

    select series.day::date as date_day
    from as_of
    cross join first_collection
    cross join
        lateral
        generate_series(
            least(
                as_of.last_day - {{ var('activity_days') }},
                first_collection.first_day
            ),
            as_of.last_day,
            interval '1 day'
        ) as series (day)

),

-- Two holidays may fall on one day.
holidays as (

    select
        holiday_date,
        string_agg(label_fr, ', ' order by holiday) as holiday_fr,
        string_agg(label_en, ', ' order by holiday) as holiday_en
    from {{ ref('int_public_holidays') }}
    group by 1

),

final as (

    select
        days.date_day,
        to_char(days.date_day, 'IYYY-"W"IW') as iso_week,
        date_trunc('month', days.date_day)::date as month_start,
        extract(year from days.date_day)::integer as year,
        extract(isodow from days.date_day)::integer as weekday,
        extract(isodow from days.date_day) > 5 as is_weekend,
        holidays.holiday_date is not null as is_public_holiday,
        holidays.holiday_fr,
        holidays.holiday_en
    from days
    left join holidays
        on days.date_day = holidays.holiday_date

)

select * from final
