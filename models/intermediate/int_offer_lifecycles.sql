{{ config(indexes=[{'columns': ['offer_key'], 'unique': True}]) }}

with

as_of as (

    select as_of from {{ ref('int_as_of') }}

),

sightings as (

    select
        offer_key,
        min(seen_at) as first_seen_at,
        max(seen_at) as last_seen_at
    from {{ ref('int_sightings') }}
    group by 1

),

creations as (

    select
        offer_key,
        min(created_at) as created_at
    from {{ ref('int_offers_unioned') }}
    group by 1

),

absences as (

    select
        offer_key,
        min(missing_at) filter (where returned_at is null) as missing_at,
        count(returned_at) as reopenings
    from {{ ref('int_offer_absences') }}
    group by 1

),

offers as (

    select * from {{ ref('int_offers_current') }}

),

ended as (

    select
        offers.offer_key,
        offers.source,
        sightings.first_seen_at,
        sightings.last_seen_at,
        -- A re-publication moves the publisher's date; a date after the first
        -- sighting is wrong.
        case
            when
                creations.created_at > sightings.first_seen_at
                + interval '1 day' then null
            else creations.created_at
        end as created_at,
        coalesce(absences.reopenings, 0) as reopenings,
        absences.missing_at,
        case
            when offers.archived_at <= as_of.as_of then offers.archived_at
        end as archived_at,
        -- The last day of publication counts in full.
        case
            when offers.publication_ends_at + interval '1 day' <= as_of.as_of
                then offers.publication_ends_at + interval '1 day'
        end as expired_at
    from offers
    inner join sightings
        on offers.offer_key = sightings.offer_key
    inner join creations
        on offers.offer_key = creations.offer_key
    left join absences
        on offers.offer_key = absences.offer_key
    cross join as_of

),

final as (

    select
        offer_key,
        source,
        created_at,
        first_seen_at,
        last_seen_at,
        least(missing_at, archived_at, expired_at) as closed_at,
        least(
            created_at, first_seen_at, missing_at, archived_at, expired_at
        ) as opened_at,
        case least(missing_at, archived_at, expired_at)
            when archived_at then 'archived'
            when expired_at then 'expired'
            when missing_at then 'no_longer_listed'
        end as close_reason,
        reopenings,
        least(missing_at, archived_at, expired_at) is null as is_open
    from ended

)

select * from final
