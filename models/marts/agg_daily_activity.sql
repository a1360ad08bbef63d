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
with

offer_spells as (

    select
        source,
        spell_number,
        (opened_at at time zone 'UTC')::date as opened_on,
        (closed_at at time zone 'UTC')::date as closed_on,
        (open_known_at at time zone 'UTC')::date as found_open_on,
        (close_known_at at time zone 'UTC')::date as found_closed_on
    from {{ ref('int_offer_spells') }}

),

opening_spells as (

    select
        source,
        spell_number,
        (opened_at at time zone 'UTC')::date as opened_on,
        (closed_at at time zone 'UTC')::date as closed_on,
        (open_known_at at time zone 'UTC')::date as found_open_on,
        (close_known_at at time zone 'UTC')::date as found_closed_on
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

offer_events as (

    select
        events.event_day,
        spells.source,
        events.opened,
        events.reopened,
        events.closed,
        events.balance
    from offer_spells as spells
    cross join
        lateral (
            values
            (
                spells.opened_on,
                (spells.spell_number = 1)::integer,
                (spells.spell_number > 1)::integer,
                0,
                0
            ),
            (spells.closed_on, 0, 0, 1, 0),
            (spells.found_open_on, 0, 0, 0, 1),
            (spells.found_closed_on, 0, 0, 0, -1)
        ) as events (event_day, opened, reopened, closed, balance)
    where events.event_day is not null

),

opening_events as (

    select
        events.event_day,
        spells.source,
        events.opened,
        events.reopened,
        events.closed,
        events.balance
    from opening_spells as spells
    cross join
        lateral (
            values
            (
                spells.opened_on,
                (spells.spell_number = 1)::integer,
                (spells.spell_number > 1)::integer,
                0,
                0
            ),
            (spells.closed_on, 0, 0, 1, 0),
            (spells.found_open_on, 0, 0, 0, 1),
            (spells.found_closed_on, 0, 0, 0, -1)
        ) as events (event_day, opened, reopened, closed, balance)
    where events.event_day is not null

),

first_day as (

    select min(date_day) as date_day from dates

),

-- What came before the first day told stands in its opening stock.
offer_days as (

    select
        greatest(offer_events.event_day, first_day.date_day) as date_day,
        groups.source,
        sum(offer_events.opened)
        filter (where offer_events.event_day >= first_day.date_day)
            as new_offers,
        sum(offer_events.reopened)
        filter (where offer_events.event_day >= first_day.date_day)
            as reopened_offers,
        sum(offer_events.closed)
        filter (where offer_events.event_day >= first_day.date_day)
            as closed_offers,
        sum(offer_events.balance) as balance
    from offer_events
    cross join first_day
    cross join
        lateral
        unnest(array[offer_events.source, 'all']) as groups (source)
    group by 1, 2

),

opening_days as (

    select
        greatest(opening_events.event_day, first_day.date_day) as date_day,
        opening_events.source,
        sum(opening_events.opened)
        filter (where opening_events.event_day >= first_day.date_day)
            as new_openings,
        sum(opening_events.reopened)
        filter (where opening_events.event_day >= first_day.date_day)
            as reopened_openings,
        sum(opening_events.closed)
        filter (where opening_events.event_day >= first_day.date_day)
            as closed_openings,
        sum(opening_events.balance) as balance
    from opening_events
    cross join first_day
    group by 1, 2

),

summed as (

    select
        dates.date_day,
        sources.source,
        coalesce(dates.date_day >= observed.collected_from, false)
            as is_observed,
        coalesce(offer_days.new_offers, 0)::bigint as new_offers,
        coalesce(offer_days.reopened_offers, 0)::bigint as reopened_offers,
        sum(coalesce(offer_days.balance, 0)) over (
            partition by sources.source order by dates.date_day
        )::bigint as active_offers,
        coalesce(offer_days.closed_offers, 0)::bigint as closed_offers,
        coalesce(opening_days.new_openings, 0)::bigint as new_openings,
        coalesce(opening_days.reopened_openings, 0)::bigint
            as reopened_openings,
        sum(coalesce(opening_days.balance, 0)) over (
            partition by sources.source order by dates.date_day
        )::bigint as active_openings,
        coalesce(opening_days.closed_openings, 0)::bigint as closed_openings
    from dates
    cross join sources
    left join observed
        on sources.source = observed.source
    left join offer_days
        on
            dates.date_day = offer_days.date_day
            and sources.source = offer_days.source
    left join opening_days
        on
            dates.date_day = opening_days.date_day
            and sources.source = opening_days.source

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
