-- By the day an offer was first seen: a publisher that changes its form, or a
-- reader of it that breaks, shows as a step, where the total hardly moves.
with

offers as (

    select
        source,
        (first_seen_at at time zone 'UTC')::date as date_day,
        count(*) as offers
    from {{ ref('fct_offers') }}
    group by 1, 2

),

counted as (

    select
        source,
        date_day,
        metric,
        count(*) as numerator
    from {{ ref('int_data_quality_daily_traced') }}
    group by 1, 2, 3

),

final as (

    select
        counted.source,
        counted.date_day,
        counted.metric,
        counted.numerator,
        offers.offers as denominator,
        {{ share('counted.numerator', 'offers.offers') }} as share
    from counted
    inner join offers
        on
            counted.source = offers.source
            and counted.date_day = offers.date_day

)

select * from final
