{{ config(materialized='view') }}

{%- set grains = [
    'all', 'region', 'departement', 'domain', 'region_domain', 'occupation',
    'region_occupation',
] %}
with

occupations as (

    select * from {{ ref('dim_occupations') }}

),

openings as (

    select * from {{ ref('int_opening_flags') }}

),

opening_skills as (

    select * from {{ ref('fct_opening_skills') }}

),

final as (

    select
        cells.*,
        openings.contract_family,
        openings.sources,
        opening_skills.skill_id,
        figures.figure,
        'opening' as counted_kind,
        openings.opening_id as counted_id
    from opening_skills
    inner join openings
        on opening_skills.opening_id = openings.opening_id
    inner join occupations
        on openings.rome_code = occupations.rome_code
    cross join {{ traced_cells('openings', grains) }} as cells
    cross join
        lateral (
            values
            ('openings', openings.is_open),
            (opening_skills.requirement, openings.is_open),
            ('ever_openings', true),
            ('ever_' || opening_skills.requirement, true),
            ('new_openings', openings.is_new),
            ('before_openings', openings.was_new_before)
        ) as figures (figure, counts)
    where
        figures.counts
        and figures.figure not in ('mentioned', 'ever_mentioned')

)

select * from final
