{{
    config(
        indexes=[{'columns': ['offer_key', 'spell_number'], 'unique': True}]
    )
}}

-- What closes an offer is an absence that was proven, or an end date that the
-- publisher gives; what opens it again is a sighting, or a version with another
-- end date. A publisher may tell afterwards when an offer ended: the moment it
-- closed and the moment that could be known are two.
with

as_of as (

    select as_of from {{ ref('int_as_of') }}

),

sightings as (

    select
        offer_key,
        source,
        min(first_seen_at) as first_seen_at,
        max(last_seen_at) as last_seen_at
    from {{ ref('int_sighting_spans') }}
    group by 1, 2

),

creations as (

    select
        offer_key,
        min(created_at) as created_at
    from {{ ref('int_offers_unioned') }}
    group by 1

),

-- The last day of publication counts in full.
endings as (

    select
        versions.offer_key,
        endings.ended_at,
        versions.valid_from,
        versions.valid_to,
        endings.close_reason
    from {{ ref('int_offer_versions') }} as versions
    inner join {{ ref('int_offers_unioned') }} as offers
        on versions.version_key = offers.version_key
    cross join as_of
    cross join
        lateral (
            values
            ('archived', offers.archived_at),
            ('expired', offers.publication_ends_at + interval '1 day')
        ) as endings (close_reason, ended_at)
    where
        endings.ended_at <= as_of.as_of
        and endings.ended_at < coalesce(versions.valid_to, 'infinity')

),

closings as (

    select
        offer_key,
        ended_at as closed_at,
        ended_at as last_known_open_at,
        greatest(ended_at, valid_from) as close_known_at,
        valid_to as reopened_at,
        valid_from as told_at,
        close_reason
    from endings
    union all
    select
        offer_key,
        missing_at as closed_at,
        last_seen_at as last_known_open_at,
        missing_at as close_known_at,
        returned_at as reopened_at,
        timestamptz '-infinity' as told_at,
        'no_longer_listed' as close_reason
    from {{ ref('int_offer_absences') }}

),

-- Closings that overlap or touch are one.
compared as (

    select
        *,
        max(coalesce(reopened_at, 'infinity')) over (
            partition by offer_key
            order by close_known_at, closed_at, close_reason
            rows between unbounded preceding and 1 preceding
        ) as closed_until
    from closings

),

numbered as (

    select
        *,
        count(*) filter (
            where closed_until is null or close_known_at > closed_until
        ) over (
            partition by offer_key
            order by close_known_at, closed_at, close_reason
            rows between unbounded preceding and current row
        ) as closing_number
    from compared

),

-- Of the end dates that follow one another the publisher's last word counts.
ranked as (

    select
        *,
        row_number() over (
            partition by
                offer_key,
                closing_number,
                close_reason = 'no_longer_listed'
            order by told_at desc, closed_at, close_reason
        ) = 1 as is_last_word
    from numbered

),

ends as (

    select
        offer_key,
        closing_number,
        min(close_known_at) as close_known_at,
        nullif(max(coalesce(reopened_at, 'infinity')), 'infinity')
            as reopened_at,
        (
            array_agg(closed_at order by closed_at, close_reason)
            filter (where is_last_word)
        )[1] as closed_at,
        (
            array_agg(last_known_open_at order by closed_at, close_reason)
            filter (where is_last_word)
        )[1] as last_known_open_at,
        (
            array_agg(close_reason order by closed_at, close_reason)
            filter (where is_last_word)
        )[1] as close_reason
    from ranked
    group by 1, 2

),

starts as (

    select
        offer_key,
        1 as spell_number,
        first_seen_at as open_known_at
    from sightings
    union all
    select
        offer_key,
        closing_number + 1 as spell_number,
        reopened_at as open_known_at
    from ends
    where reopened_at is not null

),

-- A re-publication moves the publisher's date; a date after the first sighting
-- is wrong.
dated as (

    select
        starts.offer_key,
        sightings.source,
        starts.spell_number,
        case
            when
                creations.created_at
                <= sightings.first_seen_at + interval '1 day'
                then creations.created_at
        end as created_at,
        sightings.first_seen_at,
        sightings.last_seen_at,
        starts.open_known_at,
        ends.last_known_open_at,
        ends.closed_at,
        ends.close_known_at,
        ends.close_reason
    from starts
    inner join sightings
        on starts.offer_key = sightings.offer_key
    inner join creations
        on starts.offer_key = creations.offer_key
    left join ends
        on
            starts.offer_key = ends.offer_key
            and starts.spell_number = ends.closing_number

),

final as (

    select
        offer_key,
        source,
        spell_number::integer as spell_number,
        close_reason,
        lead(offer_key) over (
            partition by offer_key order by spell_number
        ) is null as is_last,
        created_at,
        first_seen_at,
        last_seen_at,
        case
            when spell_number > 1 then open_known_at
            else least(created_at, first_seen_at, closed_at)
        end as opened_at,
        open_known_at,
        case
            when close_reason is null then last_seen_at
            when spell_number = 1 then last_known_open_at
            else greatest(last_known_open_at, open_known_at)
        end as last_known_open_at,
        case
            when spell_number = 1 then closed_at
            when close_reason is not null
                then greatest(closed_at, open_known_at)
        end as closed_at,
        close_known_at
    from dated

)

select * from final
