-- By the day an offer was first seen: a publisher that changes its form, or a
-- reader of it that breaks, shows as a step, where the total hardly moves.
with

offers as (

    select
        *,
        (first_seen_at at time zone 'UTC')::date as date_day
    from {{ ref('fct_offers') }}

),

issues as (

    select * from {{ ref('int_offer_issues') }}

),

offers_by_day as (

    select
        source,
        date_day,
        count(*) as offers
    from offers
    group by 1, 2

),

-- Blocks over a size are not skipped, but not compared in full either.
crowded as (

    select offer_key_a as offer_key
    from {{ ref('int_duplicate_candidates') }}
    where rungs like '%neighbours%'
    union
    select offer_key_b as offer_key
    from {{ ref('int_duplicate_candidates') }}
    where rungs like '%neighbours%'

),

fill_metrics as (

    select
        offers.source,
        offers.date_day,
        metrics.metric,
        count(*) filter (where metrics.holds) as numerator
    from offers
    left join crowded
        on offers.offer_key = crowded.offer_key
    cross join {{ offer_metrics() }} as metrics
    group by 1, 2, 3

),

issue_metrics as (

    select
        offers.source,
        offers.date_day,
        issues.issue as metric,
        count(*) as numerator
    from issues
    inner join offers
        on issues.offer_key = offers.offer_key
    group by 1, 2, 3

),

unioned as (

    select * from fill_metrics
    union all
    select * from issue_metrics

),

final as (

    select
        unioned.source,
        unioned.date_day,
        unioned.metric,
        unioned.numerator,
        offers_by_day.offers as denominator,
        {{ share('unioned.numerator', 'offers_by_day.offers') }} as share
    from unioned
    inner join offers_by_day
        on
            unioned.source = offers_by_day.source
            and unioned.date_day = offers_by_day.date_day

)

select * from final
