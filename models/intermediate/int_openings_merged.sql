{{ config(materialized='view') }}

-- The survivor is the employer's own offer, of the best-ranked source, open before
-- closed and newer before older; each field it leaves unsaid is taken from the next
-- one. When each was last seen is no reason: in one collection it is chance.
with

offers as (

    select * from {{ ref('int_offers_anonymised') }}

),

openings as (

    select * from {{ ref('int_offer_openings') }}

),

horizons as (

    select * from {{ ref('int_source_horizons') }}

),

ranked as (

    select
        openings.opening_id,
        offers.*,
        horizons.told_until,
        row_number() over (
            partition by openings.opening_id
            order by
                offers.is_agency,
                offers.source_rank,
                offers.is_open desc,
                offers.opened_at desc,
                offers.offer_key
        ) as preference
    from offers
    inner join openings
        on offers.offer_key = openings.offer_key
    inner join horizons
        on offers.source = horizons.source

),

merged as (

    select
        opening_id,
        min(offer_key) filter (where preference = 1) as lead_offer_key,
        count(*)::integer as offers_count,
        count(distinct source)::integer as sources_count,
        string_agg(distinct source, ',' order by source) as sources,
        min(title) filter (where preference = 1) as title,
        {{ best_value('employer_id', "employer_id <> 'unknown'") }}
            as known_employer_id,
        {{ best_value('employer_name', 'employer_name is not null') }}
            as employer_name,
        {{ best_value('is_agency', "employer_id <> 'unknown' or is_agency") }}
            as known_is_agency,
        {{ best_value('place_id', "place_level = 'commune'") }}
            as commune_place_id,
        {{ best_value('place_id', "departement_code is not null") }}
            as departement_place_id,
        {{ best_value('place_id', "place_id <> 'unknown'") }}
            as known_place_id,
        {{ best_value('rome_code', "occupation_basis = 'declared'") }}
            as declared_rome_code,
        {{ best_value('rome_code', "rome_code <> 'unknown'") }}
            as coded_rome_code,
        {{ best_value('contract_family', "contract_family <> 'unknown'") }}
            as known_contract_family,
        {{ best_value('contract_months', 'contract_months is not null') }}
            as contract_months,
        {{ best_value('working_time', "working_time <> 'unknown'") }}
            as known_working_time,
        {{ best_value('remote', "remote <> 'unknown'") }} as known_remote,
        {{ best_value(
            'experience_min_months', 'experience_min_months is not null'
        ) }} as experience_min_months,
        {{ best_value('education_level', 'education_level is not null') }}
            as education_level,
        max(positions) as positions,
        {{ best_value('salary_basis', "salary_basis = 'declared'") }}
            as declared_salary_basis,
        bool_or(salary_basis = 'unusable') as has_unusable_salary,
        {{ best_value(
            'salary_annual_min_eur', "salary_basis = 'declared'"
        ) }} as salary_annual_min_eur,
        {{ best_value(
            'salary_annual_max_eur', "salary_basis = 'declared'"
        ) }} as salary_annual_max_eur,
        {{ best_value('salary_period', "salary_basis = 'declared'") }}
            as salary_period,
        bool_or(is_open) as is_open,
        min(opened_at) as opened_at,
        max(last_seen_at) as last_seen_at,
        max(closed_at) as last_closed_at,
        max(told_until) as told_until
    from ranked
    group by 1

),

placed as (

    select
        *,
        coalesce(
            commune_place_id, departement_place_id, known_place_id, 'unknown'
        ) as place_id
    from merged

),

places as (

    select * from {{ ref('int_places') }}

),

final as (

    select
        placed.opening_id,
        placed.lead_offer_key,
        placed.offers_count,
        placed.sources_count,
        placed.sources,
        placed.title,
        coalesce(placed.known_employer_id, 'unknown') as employer_id,
        placed.employer_name,
        coalesce(placed.known_is_agency, false) as is_agency,
        placed.place_id,
        places.departement_code,
        places.region_code,
        coalesce(
            placed.declared_rome_code, placed.coded_rome_code, 'unknown'
        ) as rome_code,
        coalesce(placed.known_contract_family, 'unknown') as contract_family,
        case
            when coalesce(placed.known_contract_family, 'unknown') <> 'CDI'
                then placed.contract_months
        end as contract_months,
        coalesce(placed.known_working_time, 'unknown') as working_time,
        coalesce(placed.known_remote, 'unknown') as remote,
        placed.experience_min_months,
        placed.education_level,
        placed.positions,
        case
            when placed.declared_salary_basis is not null then 'declared'
            when placed.has_unusable_salary then 'unusable'
            else 'absent'
        end as salary_basis,
        placed.salary_annual_min_eur,
        placed.salary_annual_max_eur,
        -- A month or a year of part time, of unknown hours, says nothing of full
        -- time; an hour or a day does. "From 40 k€" has no middle.
        case
            when
                coalesce(placed.known_working_time, 'unknown') <> 'part'
                or placed.salary_period in ('hourly', 'daily')
                then (
                    placed.salary_annual_min_eur
                    + placed.salary_annual_max_eur
                ) / 2
        end::numeric(12, 2) as salary_compared_eur,
        placed.is_open,
        placed.opened_at,
        placed.last_seen_at,
        case when not placed.is_open then placed.last_closed_at end
            as closed_at,
        placed.told_until
    from placed
    left join places
        on placed.place_id = places.place_id

)

select * from final
