{{
    config(
        indexes=[
            {'columns': ['offer_key'], 'unique': True},
            {'columns': ['opening_id']},
            {'columns': ['created_at desc nulls last', 'offer_key']},
            {'columns': ['salary_annual_max_eur desc nulls last', 'offer_key']},
            {'columns': ['rome_code']},
            {'columns': ['departement_code']},
            {'columns': ['region_code']},
            {'columns': ['employer_id']},
        ],
    )
}}

with

offers as (

    select * from {{ ref('int_offers_anonymised') }}

),

openings as (

    select * from {{ ref('int_offer_openings') }}

),

skills as (

    select
        version_key,
        count(skill_id)::integer as skills_count
    from {{ ref('int_offer_skills') }}
    group by 1

),

final as (

    select
        offers.offer_key,
        offers.source,
        offers.offer_id,
        offers.content_hash,
        openings.opening_id,
        offers.title,
        offers.employer_id,
        offers.employer_name,
        offers.place_id,
        offers.departement_code,
        offers.region_code,
        offers.place_label,
        offers.rome_code,
        offers.occupation_basis,
        offers.occupation_confidence,
        offers.contract_family,
        offers.contract_months,
        offers.working_time,
        offers.remote,
        offers.remote_phrase,
        offers.experience_min_months,
        offers.experience_phrase,
        offers.education_level,
        offers.positions,
        offers.salary_basis,
        offers.salary_issue,
        offers.salary_origin,
        offers.salary_period,
        offers.salary_annual_min_eur,
        offers.salary_annual_max_eur,
        offers.is_open,
        offers.is_anonymised,
        offers.created_at,
        offers.opened_at,
        offers.first_seen_at,
        offers.last_seen_at,
        offers.closed_at,
        offers.close_known_at,
        offers.close_reason,
        offers.status,
        offers.url,
        coalesce(skills.skills_count, 0) as skills_count,
        offers.lake_file,
        offers.lake_row
    from offers
    inner join openings
        on offers.offer_key = openings.offer_key
    left join skills
        on offers.version_key = skills.version_key
    -- A place's rows lie together: readers ask for places most, and a filter then
    -- reads its part of the table alone.
    order by offers.region_code, offers.departement_code

)

select * from final
