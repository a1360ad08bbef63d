{{
    config(
        indexes=[{'columns': ['date_day', 'source'], 'unique': True}]
    )
}}

-- Flows have the publisher's dates. Stocks are what was known at the end of each
-- day: running sums of what was found open and found closed. By the publisher's
-- dates, openings would enter before they could be known, and leave only once a
-- collection misses them: a stock that rises towards each. Of the days before a
-- source was first collected in full only the survivors are known: what was open
-- then, or closed, is not told. All sources are told from when each of them is.
{%- set flows = [
    'new_offers', 'reopened_offers', 'closed_offers',
    'new_openings', 'reopened_openings', 'closed_openings',
] %}
with

spells as (

    select
        'offers' as counted,
        groups.source,
        spells.spell_number,
        spells.opened_at,
        spells.closed_at,
        spells.open_known_at,
        spells.close_known_at
    from {{ ref('int_offer_spells') }} as spells
    cross join lateral (values (spells.source), ('all')) as groups (source)
    union all
    select
        'openings' as counted,
        source,
        spell_number,
        opened_at,
        closed_at,
        open_known_at,
        close_known_at
    from {{ ref('int_opening_spells') }}

),

as_of as (

    select (as_of at time zone 'UTC')::date as last_day
    from {{ ref('int_as_of') }}

),

dates as (

    select dates.date_day
    from {{ ref('dim_dates') }} as dates
    cross join as_of
    where dates.date_day >= as_of.last_day - {{ var('activity_days') }}

),

observed as (

    select
        source,
        (collected_from at time zone 'UTC')::date as collected_from
    from {{ ref('int_first_collections') }}

),

sources as (

    select source from {{ ref('dim_sources') }}
    union all
    select 'all' as source

),

first_day as (

    select min(date_day) as date_day from dates

),

events as (

    select
        spells.source,
        events.event || '_' || spells.counted as event,
        (events.moment at time zone 'UTC')::date as event_day
    from spells
    cross join
        lateral (
            values
            (
                case spells.spell_number when 1 then 'new' else 'reopened' end,
                spells.opened_at
            ),
            ('closed', spells.closed_at),
            ('found', spells.open_known_at),
            ('lost', spells.close_known_at)
        ) as events (event, moment)
    where events.moment is not null

),

-- What came before the first day told stands in its opening stock.
days as (

    select
        greatest(events.event_day, first_day.date_day) as date_day,
        events.source,
        {% for flow in flows -%}
        count(*) filter (
            where
            events.event = '{{ flow }}'
            and events.event_day >= first_day.date_day
        ) as {{ flow }},
        {% endfor -%}
        count(*) filter (where events.event = 'found_offers')
        - count(*) filter (where events.event = 'lost_offers')
            as offers_balance,
        count(*) filter (where events.event = 'found_openings')
        - count(*) filter (where events.event = 'lost_openings')
            as openings_balance
    from events
    cross join first_day
    group by 1, 2

),

summed as (

    select
        dates.date_day,
        sources.source,
        coalesce(dates.date_day >= observed.collected_from, false)
            as is_observed,
        {% for flow in flows -%}
        coalesce(days.{{ flow }}, 0) as {{ flow }},
        {% endfor -%}
        sum(coalesce(days.offers_balance, 0)) over so_far::bigint
            as active_offers,
        sum(coalesce(days.openings_balance, 0)) over so_far::bigint
            as active_openings
    from dates
    cross join sources
    left join observed
        on sources.source = observed.source
    left join days
        on
            dates.date_day = days.date_day
            and sources.source = days.source
    window
        so_far as (partition by sources.source order by dates.date_day)

),

final as (

    select
        date_day,
        source,
        new_offers,
        case when is_observed then reopened_offers end as reopened_offers,
        case when is_observed then active_offers end as active_offers,
        case when is_observed then closed_offers end as closed_offers,
        new_openings,
        case when is_observed then reopened_openings end as reopened_openings,
        case when is_observed then active_openings end as active_openings,
        case when is_observed then closed_openings end as closed_openings
    from summed

)

select * from final
