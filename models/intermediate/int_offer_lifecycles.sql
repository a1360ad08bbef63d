{{ config(indexes=[{'columns': ['offer_key'], 'unique': True}]) }}

with

as_of as (

    select as_of from {{ ref('int_as_of') }}

),

sightings as (

    select
        offer_key,
        source,
        min(seen_at) as first_seen_at,
        max(seen_at) as last_seen_at,
        max(run_number) as last_run_number
    from {{ ref('int_sightings') }}
    group by 1, 2

),

latest_runs as (

    select
        source,
        max(run_number) as run_number
    from {{ ref('int_crawl_runs') }}
    group by 1

),

leaves as not materialized (

    select * from {{ ref('int_crawl_leaves') }}

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

-- A later run had to list these and did not, but could not prove that they are
-- gone: neither open nor closed is known.
unproven as (

    select sightings.offer_key
    from sightings
    inner join latest_runs
        on sightings.source = latest_runs.source
    inner join creations
        on sightings.offer_key = creations.offer_key
    where
        sightings.last_run_number < latest_runs.run_number
        and exists (
            select 1 from leaves
            where
                leaves.source = sightings.source
                and leaves.run_number > sightings.last_run_number
                and (
                    leaves.is_unbounded
                    or date_trunc('second', creations.created_at)
                    between leaves.covers_from and leaves.covers_to
                )
        )

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
        unproven.offer_key is not null as is_unproven,
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
    left join unproven
        on offers.offer_key = unproven.offer_key
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
        case
            when least(missing_at, archived_at, expired_at) is not null
                then 'closed'
            when is_unproven then 'unknown'
            else 'open'
        end as status,
        least(missing_at, archived_at, expired_at) is null as is_open
    from ended

)

select * from final
