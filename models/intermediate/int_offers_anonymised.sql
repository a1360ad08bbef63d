{{ config(materialized='view') }}

-- What readers may see. Of an offer that its publisher took down, some licences
-- let neither employer nor address nor words of the text be kept; counts by
-- occupation, département, pay and skill do not need them. Open again, the offer
-- is shown again: nothing is deleted here.
with

offers as (

    select * from {{ ref('int_offers_normalised') }}

),

places as (

    select * from {{ ref('int_places') }}

),

final as (

    select
        offers.offer_key,
        offers.source,
        offers.offer_id,
        offers.content_hash,
        offers.version_key,
        offers.source_rank,
        offers.title,
        case
            when offers.is_anonymised then 'unknown'
            else offers.employer_id
        end as employer_id,
        case when not offers.is_anonymised then offers.employer_name end
            as employer_name,
        offers.is_agency,
        case
            when not offers.is_anonymised then offers.place_id
            when offers.departement_code is not null
                then 'D:' || offers.departement_code
            else offers.place_id
        end as place_id,
        case
            when not offers.is_anonymised then offers.place_level
            when offers.departement_code is not null then 'departement'
            else offers.place_level
        end as place_level,
        offers.departement_code,
        offers.region_code,
        case
            when not offers.is_anonymised then offers.place_label
            else coalesce(places.departement_name, places.region_name)
        end as place_label,
        offers.rome_code,
        offers.occupation_basis,
        offers.occupation_confidence,
        offers.contract_family,
        offers.contract_months,
        offers.working_time,
        offers.remote,
        case when not offers.is_anonymised then offers.remote_phrase end
            as remote_phrase,
        offers.experience_min_months,
        case when not offers.is_anonymised then offers.experience_phrase end
            as experience_phrase,
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
        offers.first_seen_at,
        offers.last_seen_at,
        offers.opened_at,
        offers.closed_at,
        offers.close_known_at,
        offers.close_reason,
        offers.status,
        case when not offers.is_anonymised then offers.url end as url,
        offers.lake_file,
        offers.lake_row
    from offers
    left join places
        on offers.place_id = places.place_id

)

select * from final
