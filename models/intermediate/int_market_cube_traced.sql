{{ config(materialized='view') }}

{%- set grains = [
    'all', 'region', 'departement', 'domain', 'region_domain',
    'departement_domain', 'occupation', 'region_occupation',
    'departement_occupation',
] %}
with

occupations as (

    select * from {{ ref('dim_occupations') }}

),

openings as (

    select * from {{ ref('int_opening_flags') }}

),

opening_cells as (

    select
        cells.*,
        openings.contract_family,
        openings.sources,
        openings.is_open,
        figures.figure,
        'opening' as counted_kind,
        openings.opening_id as counted_id
    from openings
    inner join occupations
        on openings.rome_code = occupations.rome_code
    cross join {{ traced_cells('openings', grains) }} as cells
    cross join
        lateral (
            values
            ('openings', true),
            ('openings_week_ago', openings.was_open_week_ago),
            ('week_openings', openings.is_of_week),
            ('week_before_openings', openings.is_of_week_before),
            ('new_openings', openings.is_new),
            ('before_openings', openings.was_new_before),
            ('year_openings', openings.is_of_year),
            ('remote_told', openings.tells_remote),
            ('remote_openings', openings.is_remote),
            ('new_remote_told', openings.is_new and openings.tells_remote),
            ('new_remote', openings.is_new and openings.is_remote),
            (
                'before_remote_told',
                openings.was_new_before and openings.tells_remote
            ),
            ('before_remote', openings.was_new_before and openings.is_remote),
            ('new_paid', openings.is_new and openings.is_paid),
            ('before_paid', openings.was_new_before and openings.is_paid)
        ) as figures (figure, counts)
    where figures.counts

),

offers as (

    select * from {{ ref('fct_offers') }}

),

offer_cells as (

    select
        cells.*,
        offers.contract_family,
        offers.source as sources,
        offers.is_open,
        'offers' as figure,
        'offer' as counted_kind,
        offers.offer_key as counted_id
    from offers
    inner join occupations
        on offers.rome_code = occupations.rome_code
    cross join {{ traced_cells('offers', grains) }} as cells

),

final as (

    select * from opening_cells
    union all
    select * from offer_cells

)

select * from final
