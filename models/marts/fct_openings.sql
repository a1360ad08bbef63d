{{
    config(
        indexes=[
            {'columns': ['opening_id'], 'unique': True},
            {'columns': ['rome_code']},
            {'columns': ['departement_code']},
            {'columns': ['region_code']},
            {'columns': ['employer_id']},
        ],
    )
}}

with

openings as (

    select * from {{ ref('int_openings_merged') }}

),

spells as (

    select
        opening_id,
        min(open_known_at) as open_known_at,
        nullif(max(coalesce(close_known_at, 'infinity')), 'infinity')
            as close_known_at
    from {{ ref('int_opening_spells') }}
    where source = 'all'
    group by 1

),

final as (

    select
        openings.opening_id,
        openings.lead_offer_key,
        openings.offers_count,
        openings.sources_count,
        openings.sources,
        openings.title,
        openings.employer_id,
        openings.employer_name,
        openings.is_agency,
        openings.place_id,
        openings.departement_code,
        openings.region_code,
        openings.rome_code,
        openings.contract_family,
        openings.contract_months,
        openings.working_time,
        openings.remote,
        openings.experience_min_months,
        openings.education_level,
        openings.positions,
        openings.salary_basis,
        openings.salary_annual_min_eur,
        openings.salary_annual_max_eur,
        openings.salary_compared_eur,
        openings.is_open,
        openings.opened_at,
        spells.open_known_at,
        openings.last_seen_at,
        openings.closed_at,
        spells.close_known_at,
        openings.told_until
    from openings
    inner join spells
        on openings.opening_id = spells.opening_id
    -- A place's rows lie together: readers ask for places most, and a filter then
    -- reads its part of the table alone.
    order by openings.region_code, openings.departement_code

)

select * from final
