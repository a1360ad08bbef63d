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

final as (

    select
        opening_id,
        lead_offer_key,
        offers_count,
        sources_count,
        sources,
        title,
        employer_id,
        employer_name,
        is_agency,
        place_id,
        departement_code,
        region_code,
        rome_code,
        contract_family,
        contract_months,
        working_time,
        remote,
        experience_min_months,
        education_level,
        positions,
        salary_basis,
        salary_annual_min_eur,
        salary_annual_max_eur,
        salary_compared_eur,
        is_open,
        opened_at,
        first_seen_at,
        last_seen_at,
        closed_at,
        told_until
    from openings
    -- A place's rows lie together: readers ask for places most, and a filter then
    -- reads its part of the table alone.
    order by region_code, departement_code

)

select * from final
