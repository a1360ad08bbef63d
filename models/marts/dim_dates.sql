with

as_of as (

    select as_of from {{ ref('int_as_of') }}

),

days as (

    select series.day::date as date_day
    from as_of
    cross join
        lateral
        generate_series(
            (as_of.as_of at time zone 'UTC')::date
            - {{ var('activity_days') }},
            (as_of.as_of at time zone 'UTC')::date,
            interval '1 day'
        ) as series (day)

),

final as (

    select
        date_day,
        to_char(date_day, 'IYYY-"W"IW') as iso_week,
        date_trunc('month', date_day)::date as month_start,
        extract(year from date_day)::integer as year,
        extract(isodow from date_day)::integer as weekday,
        extract(isodow from date_day) > 5 as is_weekend
    from days

)

select * from final
