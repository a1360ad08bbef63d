{{
    config(
        indexes=[
            {'columns': ['dimension', 'dimension_code', 'day'], 'unique': True},
        ],
    )
}}

-- Kaplan and Meier's estimator. Offers enter late (most were opened before they
-- were first seen) and leave early (most are still open), so at risk on a day are
-- those watched throughout it or until they closed. Each offer counts once, by
-- its first spell: whether a recent closing lasts cannot be known yet.
{% set enough = var('smallest_published_n') %}

with

spells as (

    select * from {{ ref('fct_offer_lifecycle') }}
    where
        spell_number = 1
        and observed_from_day < {{ var('lifetime_days') }}

),

offers as (

    select * from {{ ref('fct_offers') }}

),

occupations as (

    select * from {{ ref('dim_occupations') }}

),

counted as (

    select
        spells.source,
        offers.region_code,
        offers.contract_family,
        nullif(occupations.grand_domain_code, 'unknown') as grand_domain_code,
        nullif(occupations.rome_code, 'unknown') as rome_code,
        spells.observed_from_day,
        spells.observed_to_day,
        spells.is_open,
        count(*) as offers
    from spells
    inner join offers
        on spells.offer_key = offers.offer_key
    inner join occupations
        on offers.rome_code = occupations.rome_code
    group by 1, 2, 3, 4, 5, 6, 7, 8

),

dimensions as (

    select
        counted.observed_from_day,
        counted.observed_to_day,
        counted.is_open,
        counted.offers,
        groups.dimension,
        groups.dimension_code
    from counted
    cross join
        lateral (
            values
            ('all', 'all'),
            ('source', counted.source),
            ('region', counted.region_code),
            ('grand_domain', counted.grand_domain_code),
            ('occupation', counted.rome_code),
            ('contract', counted.contract_family)
        ) as groups (dimension, dimension_code)
    where groups.dimension_code is not null

),

events as (

    select
        dimension,
        dimension_code,
        observed_from_day as day,
        offers as entered,
        0 as closed,
        0 as censored
    from dimensions
    union all
    select
        dimension,
        dimension_code,
        observed_to_day as day,
        0 as entered,
        case when is_open then 0 else offers end as closed,
        case when is_open then offers else 0 end as censored
    from dimensions

),

event_days as (

    select
        dimension,
        dimension_code,
        day,
        sum(entered) as entered,
        sum(closed) as closed,
        sum(censored) as censored
    from events
    group by 1, 2, 3

),

totals as (

    select
        dimension,
        dimension_code,
        sum(entered)::bigint as n,
        max(day) as last_day
    from event_days
    group by 1, 2

),

days as (

    select
        totals.dimension,
        totals.dimension_code,
        totals.n,
        series.day
    from totals
    cross join
        lateral
        generate_series(
            0, least(totals.last_day, {{ var('lifetime_days') }})
        ) as series (day)

),

-- Who enters on a day was not watched during it; who leaves on it was.
at_risk as (

    select
        days.dimension,
        days.dimension_code,
        days.n,
        days.day,
        coalesce(event_days.closed, 0)::bigint as closed,
        coalesce(event_days.censored, 0)::bigint as censored,
        coalesce(sum(
            event_days.entered - event_days.closed - event_days.censored
        ) over (
            partition by days.dimension, days.dimension_code
            order by days.day
            rows between unbounded preceding and 1 preceding
        ), 0)::bigint as at_risk
    from days
    left join event_days
        on
            days.dimension = event_days.dimension
            and days.dimension_code = event_days.dimension_code
            and days.day = event_days.day

),

-- A running product is the exponential of a running sum of logarithms, until a
-- day on which everything at risk closed. What rests on a day with few at risk
-- is not told, nor is anything after it.
summed as (

    select
        *,
        bool_or(closed > 0 and closed = at_risk) over up_to_day as is_over,
        bool_or(closed > 0 and at_risk < {{ enough }}) over up_to_day
        or n < {{ enough }} as is_thin,
        sum(
            case
                when closed < at_risk
                    then ln(1 - closed::double precision / at_risk)
                else 0
            end
        ) over up_to_day as log_survival,
        sum(
            case
                when closed < at_risk
                    then
                        closed::double precision
                        / at_risk
                        / (at_risk - closed)
                else 0
            end
        ) over up_to_day as greenwood
    from at_risk
    window
        up_to_day as (
            partition by dimension, dimension_code
            order by day
            rows between unbounded preceding and current row
        )

),

estimated as (

    select
        *,
        case
            when is_thin then null
            when is_over then 0
            else round(exp(log_survival)::numeric, 12)::double precision
        end as survival,
        case
            when is_thin or is_over or log_survival = 0 then null
            else
                exp(
                    {{ var('confidence_z') }}
                    * sqrt(greenwood) / abs(log_survival)
                )
        end as widening
    from summed

),

bounded as (

    select
        *,
        exp(log_survival * widening) as survival_low,
        exp(log_survival / widening) as survival_high
    from estimated

),

final as (

    select
        dimension,
        dimension_code,
        day,
        n,
        at_risk,
        closed,
        censored,
        survival,
        survival_low,
        survival_high,
        min(day) filter (where survival <= 0.5) over one_group as median_days,
        min(day) filter (where survival_low <= 0.5) over one_group
            as median_days_low,
        min(day) filter (where survival_high <= 0.5) over one_group
            as median_days_high,
        max(survival) filter (where day = 30) over one_group
            as share_open_after_30_days
    from bounded
    window one_group as (partition by dimension, dimension_code)

)

select * from final
