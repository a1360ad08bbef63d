{{ config(materialized='view') }}

{%- set grains = ['all', 'region', 'departement', 'domain', 'region_domain'] %}
with

first_days as (

    select min(date_day) as day_before from {{ ref('agg_daily_cube') }}

),

occupations as (

    select * from {{ ref('dim_occupations') }}

),

moves as (

    select
        opened_at as moved_at,
        region_code,
        departement_code,
        rome_code,
        contract_family,
        sources,
        'opened' as figure,
        'opening' as counted_kind,
        opening_id as counted_id
    from {{ ref('fct_openings') }}
    union all
    select
        closed_at as moved_at,
        region_code,
        departement_code,
        rome_code,
        contract_family,
        sources,
        'closed' as figure,
        'opening' as counted_kind,
        opening_id as counted_id
    from {{ ref('fct_openings') }}
    where not is_open
    union all
    select
        coalesce(created_at, first_seen_at) as moved_at,
        region_code,
        departement_code,
        rome_code,
        contract_family,
        source as sources,
        'offers_opened' as figure,
        'offer' as counted_kind,
        offer_key as counted_id
    from {{ ref('fct_offers') }}
    union all
    select
        closed_at as moved_at,
        region_code,
        departement_code,
        rome_code,
        contract_family,
        source as sources,
        'offers_closed' as figure,
        'offer' as counted_kind,
        offer_key as counted_id
    from {{ ref('fct_offers') }}
    where not is_open

),

final as (

    select
        cells.grain,
        cells.region_code,
        cells.departement_code,
        cells.grand_domain_code,
        moves.contract_family,
        moves.sources,
        greatest(
            (moves.moved_at at time zone 'UTC')::date, first_days.day_before
        ) as date_day,
        moves.figure,
        moves.counted_kind,
        moves.counted_id
    from moves
    inner join occupations
        on moves.rome_code = occupations.rome_code
    cross join first_days
    cross join {{ traced_cells('moves', grains) }} as cells
    where moves.moved_at is not null

)

select * from final
