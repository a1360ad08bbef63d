{{
    config(
        indexes=[
            {'columns': ['measure', 'region_code', 'grand_domain_code']},
        ],
    )
}}

-- Only days that were watched in full: from the first collection in full of
-- every source, up to the day before the one until which each has told what it
-- published. An opening published after the run of its day is seen by the next.
-- What is new has the publisher's date; what is active, that of the collections.
with

spells as (

    select * from {{ ref('int_opening_spells') }}
    where source = 'all'

),

openings as (

    select * from {{ ref('fct_openings') }}

),

occupations as (

    select * from {{ ref('dim_occupations') }}

),

dates as (

    select date_day from {{ ref('dim_dates') }}

),

collections as (

    select
        runs.source,
        (
            min(runs.ended_at) filter (where runs.kind = 'full')
            at time zone 'UTC'
        )::date as collected_from,
        horizons.told_until
    from {{ ref('fct_crawl_runs') }} as runs
    inner join {{ ref('int_source_horizons') }} as horizons
        on runs.source = horizons.source
    where runs.is_certified and runs.kind <> 'slice'
    group by 1, 3

),

observed as (

    select
        max(collected_from) as first_day,
        (min(told_until) at time zone 'UTC')::date - 1 as last_day
    from collections

),

placed as (

    select
        openings.region_code,
        nullif(occupations.grand_domain_code, 'unknown') as grand_domain_code,
        spells.spell_number,
        (spells.opened_at at time zone 'UTC')::date as opened_on,
        (spells.open_known_at at time zone 'UTC')::date as found_open_on,
        (spells.close_known_at at time zone 'UTC')::date as found_closed_on
    from spells
    inner join openings
        on spells.opening_id = openings.opening_id
    inner join occupations
        on openings.rome_code = occupations.rome_code

),

events as (

    select
        placed.region_code,
        placed.grand_domain_code,
        events.event_day,
        events.opened,
        events.balance
    from placed
    cross join
        lateral (
            values
            (placed.opened_on, (placed.spell_number = 1)::integer, 0),
            (placed.found_open_on, 0, 1),
            (placed.found_closed_on, 0, -1)
        ) as events (event_day, opened, balance)
    where events.event_day is not null

),

-- What came before the first day stands in its opening stock.
event_days as (

    select
        greatest(events.event_day, observed.first_day) as date_day,
        events.region_code,
        events.grand_domain_code,
        sum(events.opened) filter (
            where events.event_day >= observed.first_day
        ) as opened,
        sum(events.balance) as balance
    from events
    cross join observed
    where events.event_day <= observed.last_day
    group by 1, 2, 3

),

-- Every level and the total above it; what has no level counts in the total.
levels as (

    select
        event_days.date_day,
        regions.region_code,
        domains.grand_domain_code,
        sum(event_days.opened) as opened,
        sum(event_days.balance) as balance
    from event_days
    cross join
        lateral (
            values (event_days.region_code), ('all')
        ) as regions (region_code)
    cross join
        lateral (
            values (event_days.grand_domain_code), ('all')
        ) as domains (grand_domain_code)
    where
        regions.region_code is not null
        and domains.grand_domain_code is not null
    group by 1, 2, 3

),

series as (

    select
        region_code,
        grand_domain_code
    from levels
    group by 1, 2

),

stocks as (

    select
        dates.date_day,
        series.region_code,
        series.grand_domain_code,
        coalesce(levels.opened, 0)::bigint as opened,
        sum(coalesce(levels.balance, 0)) over (
            partition by series.region_code, series.grand_domain_code
            order by dates.date_day
        )::bigint as active
    from series
    cross join observed
    inner join dates
        on dates.date_day between observed.first_day and observed.last_day
    left join levels
        on
            dates.date_day = levels.date_day
            and series.region_code = levels.region_code
            and series.grand_domain_code = levels.grand_domain_code

),

measured as (

    select
        stocks.date_day,
        stocks.region_code,
        stocks.grand_domain_code,
        measures.measure,
        measures.postings
    from stocks
    cross join
        lateral (
            values ('new', stocks.opened), ('active', stocks.active)
        ) as measures (measure, postings)

),

-- A trend needs three days on both sides, as the mean of a week that is centred.
final as (

    select
        measure,
        region_code,
        grand_domain_code,
        postings,
        case
            when
                count(*) over one_week = 7
                then avg(postings) over one_week
        end::double precision as trend,
        date_day
    from measured
    window
        one_week as (
            partition by measure, region_code, grand_domain_code
            order by date_day
            rows between 3 preceding and 3 following
        )

)

select * from final
