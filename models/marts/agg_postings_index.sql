{{
    config(
        indexes=[
            {'columns': [
                'measure', 'region_code', 'grand_domain_code', 'date_day'
            ], 'unique': True},
        ],
    )
}}

-- A series with few openings a day cannot tell its own seasons: it is adjusted
-- by the factors of all openings.
{% set enough = var('smallest_published_n') %}

with

postings as (

    select * from {{ ref('int_postings_daily') }}

),

factors as (

    select * from {{ ref('int_postings_factors') }}

),

all_factors as (

    select * from {{ ref('int_postings_factors') }}
    where region_code = 'all' and grand_domain_code = 'all'

),

-- Whole weeks, so that each weekday counts alike in the base.
bases as (

    select
        min(date_day) as base_from,
        least(
            {{ var('index_base_days') }},
            (max(date_day) - min(date_day) + 1) / 7 * 7
        ) as base_days
    from postings

),

series as (

    select
        postings.measure,
        postings.region_code,
        postings.grand_domain_code,
        bases.base_from,
        bases.base_from + bases.base_days - 1 as base_to,
        avg(postings.postings) >= {{ enough }} as has_own_factors,
        case postings.measure
            when 'new' then sum(postings.postings)
            else max(postings.postings)
        end as n,
        sum(postings.postings) filter (
            where postings.date_day < bases.base_from + bases.base_days
        ) as base_sum,
        avg(postings.postings) filter (
            where postings.date_day < bases.base_from + bases.base_days
        ) as base_mean
    from postings
    cross join bases
    group by 1, 2, 3, 4, 5

),

adjusted as (

    select
        postings.date_day,
        postings.region_code,
        postings.grand_domain_code,
        postings.measure,
        postings.postings,
        postings.trend,
        series.base_from,
        series.base_to,
        coalesce(
            case series.measure
                when 'new' then series.base_sum
                else round(series.base_mean)
            end,
            0
        )::bigint as n_base,
        case
            when series.has_own_factors then factors.weekday_factor
            else all_factors.weekday_factor
        end as weekday_factor,
        case
            when series.has_own_factors then factors.holiday_factor
            else all_factors.holiday_factor
        end as holiday_factor,
        case
            when series.has_own_factors then factors.week_factor
            else all_factors.week_factor
        end as week_factor,
        series.has_own_factors
    from postings
    inner join series
        on
            postings.measure = series.measure
            and postings.region_code = series.region_code
            and postings.grand_domain_code = series.grand_domain_code
    inner join factors
        on
            postings.measure = factors.measure
            and postings.region_code = factors.region_code
            and postings.grand_domain_code = factors.grand_domain_code
            and postings.date_day = factors.date_day
    left join all_factors
        on
            postings.measure = all_factors.measure
            and postings.date_day = all_factors.date_day
    where series.n >= {{ enough }}

),

divided as (

    select
        *,
        postings
        / nullif(
            weekday_factor
            * coalesce(holiday_factor, 1)
            * coalesce(week_factor, 1),
            0
        ) as postings_adjusted
    from adjusted

),

base_means as (

    select
        *,
        avg(postings) filter (where date_day <= base_to) over one_series
            as base_postings,
        avg(postings_adjusted) filter (where date_day <= base_to)
            over one_series
            as base_adjusted
    from divided
    window
        one_series as (
            partition by measure, region_code, grand_domain_code
        )

),

as_of as (

    select (as_of at time zone 'UTC')::date as last_day
    from {{ ref('int_as_of') }}

),

final as (

    select
        base_means.date_day,
        base_means.region_code,
        base_means.grand_domain_code,
        base_means.measure,
        base_means.postings,
        base_means.trend,
        case
            when base_means.n_base >= {{ enough }}
                then
                    100 * base_means.postings
                    / nullif(base_means.base_postings, 0)
        end::double precision as index_raw,
        case
            when base_means.n_base >= {{ enough }}
                then
                    100 * base_means.postings_adjusted
                    / nullif(base_means.base_adjusted, 0)
        end as index_adjusted,
        base_means.base_from,
        base_means.base_to,
        base_means.n_base,
        base_means.weekday_factor,
        base_means.holiday_factor,
        base_means.week_factor,
        base_means.has_own_factors
    from base_means
    cross join as_of
    where base_means.date_day >= as_of.last_day - {{ var('activity_days') }}

)

select * from final
