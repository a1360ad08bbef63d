{{ config(indexes=[{'columns': ['offer_key'], 'unique': True}]) }}

-- What every part found about an offer's current version, side by side.
with

offers as (

    select * from {{ ref('int_offers_current') }}

),

keys as (

    select * from {{ ref('int_offer_keys') }}

),

sources as (

    select * from {{ ref('offer_sources') }}

),

employers as (

    select * from {{ ref('int_offer_employers') }}

),

places as (

    select * from {{ ref('int_offer_places') }}

),

terms as (

    select * from {{ ref('int_offer_terms') }}

),

salaries as (

    select * from {{ ref('int_offer_salaries') }}

),

occupations as (

    select * from {{ ref('int_offer_occupations') }}

),

lifecycles as (

    select * from {{ ref('int_offer_lifecycles') }}

),

final as (

    select
        offers.offer_key,
        offers.source,
        offers.offer_id,
        offers.content_hash,
        offers.version_key,
        sources.source_rank,
        coalesce(offers.title, '') as title,
        keys.title_folded,
        employers.employer_id,
        employers.employer_name,
        employers.is_agency,
        places.place_id,
        places.place_level,
        places.departement_code,
        places.region_code,
        places.place_label,
        occupations.rome_code,
        occupations.occupation_basis,
        occupations.occupation_confidence,
        terms.contract_family,
        terms.contract_months,
        terms.working_time,
        terms.remote,
        terms.remote_phrase,
        terms.experience_min_months,
        terms.experience_phrase,
        terms.education_level,
        terms.positions,
        salaries.salary_basis,
        salaries.salary_issue,
        salaries.salary_origin,
        salaries.salary_period,
        salaries.salary_annual_min_eur,
        salaries.salary_annual_max_eur,
        lifecycles.is_open,
        lifecycles.is_anonymised,
        lifecycles.created_at,
        lifecycles.first_seen_at,
        lifecycles.last_seen_at,
        lifecycles.opened_at,
        lifecycles.closed_at,
        lifecycles.close_known_at,
        lifecycles.close_reason,
        lifecycles.status,
        offers.url,
        offers.apply_url,
        offers.lake_file,
        offers.lake_row
    from offers
    inner join sources
        on offers.source = sources.source
    inner join keys
        on offers.offer_key = keys.offer_key
    inner join employers
        on offers.offer_key = employers.offer_key
    inner join places
        on offers.offer_key = places.offer_key
    inner join terms
        on offers.offer_key = terms.offer_key
    inner join salaries
        on offers.offer_key = salaries.offer_key
    inner join occupations
        on offers.offer_key = occupations.offer_key
    inner join lifecycles
        on offers.offer_key = lifecycles.offer_key

)

select * from final
