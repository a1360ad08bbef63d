{{ config(materialized='view') }}

-- What the daily cube counts. Flows: openings and offers as they open for the first
-- time, close, and open again, by the publisher's dates. Stocks: as they were found
-- open and found closed, since a stock is what was known on its day.
with

openings as (

    select * from {{ ref('fct_openings') }}

),

offers as (

    select * from {{ ref('fct_offers') }}

),

reopenings as (

    select * from {{ ref('fct_reopenings') }}

),

counted as not materialized (

    select
        opening_id as counted_id,
        'opening' as counted_kind,
        region_code,
        departement_code,
        rome_code,
        contract_family,
        sources,
        opened_at,
        closed_at,
        open_known_at,
        close_known_at
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
        opened_at,
        closed_at,
        first_seen_at as open_known_at,
        close_known_at
    from offers

),

moves as (

    select
        counted.*,
        events.event,
        events.moved_at
    from counted
    cross join
        lateral (
            values
            ('opened', counted.opened_at),
            ('closed', counted.closed_at),
            ('found_open', counted.open_known_at),
            ('found_closed', counted.close_known_at)
        ) as events (event, moved_at)
    union all
    select
        counted.*,
        events.event,
        events.moved_at
    from reopenings
    inner join counted
        on
            reopenings.counted_kind = counted.counted_kind
            and reopenings.counted_id = counted.counted_id
    cross join
        lateral (
            values
            ('closed', reopenings.closed_at),
            ('reopened', reopenings.reopened_at),
            ('found_open', reopenings.reopened_at),
            ('found_closed', reopenings.close_known_at)
        ) as events (event, moved_at)

),

final as (

    select
        counted_id,
        counted_kind,
        region_code,
        departement_code,
        rome_code,
        contract_family,
        sources,
        event,
        (moved_at at time zone 'UTC')::date as moved_on
    from moves
    where moved_at is not null

)

select * from final
