{{ config(indexes=[{'columns': ['offer_key'], 'unique': True}]) }}

with

spells as (

    select * from {{ ref('int_offer_spells') }}

),

sightings as (

    select
        offer_key,
        max(last_run_number) as last_run_number
    from {{ ref('int_sighting_spans') }}
    group by 1

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
        versions.offer_key,
        offers.created_at
    from {{ ref('int_offer_versions') }} as versions
    inner join {{ ref('int_offers_unioned') }} as offers
        on versions.version_key = offers.version_key
    where versions.is_current

),

-- A later run had to list these and did not, but could not prove that they are
-- gone: neither open nor closed is known.
unproven as (

    select spells.offer_key
    from spells
    inner join sightings
        on spells.offer_key = sightings.offer_key
    inner join latest_runs
        on spells.source = latest_runs.source
    inner join creations
        on spells.offer_key = creations.offer_key
    where
        spells.is_last
        and spells.closed_at is null
        and sightings.last_run_number < latest_runs.run_number
        and exists (
            select 1 from leaves
            where
                leaves.source = spells.source
                and leaves.run_number > sightings.last_run_number
                and (
                    leaves.is_unbounded
                    or date_trunc('second', creations.created_at)
                    between leaves.covers_from and leaves.covers_to
                    or (
                        creations.created_at is null
                        and leaves.run_kind = 'full'
                    )
                )
        )

),

openings as (

    select
        offer_key,
        min(opened_at) as opened_at
    from spells
    group by 1

),

sources as (

    select * from {{ ref('offer_sources') }}

),

final as (

    select
        spells.offer_key,
        spells.source,
        spells.created_at,
        spells.first_seen_at,
        spells.last_seen_at,
        openings.opened_at,
        spells.closed_at,
        spells.close_known_at,
        spells.close_reason,
        spells.spell_number - 1 as reopenings,
        case
            when spells.closed_at is not null then 'closed'
            when unproven.offer_key is not null then 'unknown'
            else 'open'
        end as status,
        spells.closed_at is null as is_open,
        spells.closed_at is not null and sources.anonymised_when_closed
            as is_anonymised
    from spells
    inner join openings
        on spells.offer_key = openings.offer_key
    inner join sources
        on spells.source = sources.source
    left join unproven
        on spells.offer_key = unproven.offer_key
    where spells.is_last

)

select * from final
