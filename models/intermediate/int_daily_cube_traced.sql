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

    select * from {{ ref('int_market_moves') }}

),

final as (

    select
        cells.grain,
        cells.region_code,
        cells.departement_code,
        cells.grand_domain_code,
        moves.contract_family,
        moves.sources,
        greatest(moves.moved_on, first_days.day_before) as date_day,
        case moves.counted_kind when 'offer' then 'offers_' else '' end
        || moves.event as figure,
        moves.counted_kind,
        moves.counted_id
    from moves
    inner join occupations
        on moves.rome_code = occupations.rome_code
    cross join first_days
    cross join {{ traced_cells('moves', grains) }} as cells

)

select * from final
