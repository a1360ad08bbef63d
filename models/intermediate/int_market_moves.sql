{{ config(materialized='view') }}

-- What the daily cube counts: openings and offers as they appear, and as they are
-- found closed.
with

openings as (

    select * from {{ ref('fct_openings') }}

),

offers as (

    select * from {{ ref('fct_offers') }}

),

moves as (

    select
        opening_id as counted_id,
        'opening' as counted_kind,
        region_code,
        departement_code,
        rome_code,
        contract_family,
        sources,
        is_open,
        opened_at,
        closed_at
    from openings
    union all
    select
        offer_key as counted_id,
        'offer' as counted_kind,
        region_code,
        departement_code,
        rome_code,
        contract_family,
        source as sources,
        is_open,
        coalesce(created_at, first_seen_at) as opened_at,
        closed_at
    from offers

),

final as (

    select
        moves.counted_id,
        moves.counted_kind,
        moves.region_code,
        moves.departement_code,
        moves.rome_code,
        moves.contract_family,
        moves.sources,
        events.event,
        (events.moved_at at time zone 'UTC')::date as moved_on
    from moves
    cross join
        lateral (
            values
            ('opened', moves.opened_at),
            ('closed', case when not moves.is_open then moves.closed_at end)
        ) as events (event, moved_at)
    where events.moved_at is not null

)

select * from final
