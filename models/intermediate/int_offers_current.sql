{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='offer_key',
        indexes=[{'columns': ['offer_key'], 'unique': True}],
    )
}}

-- All but the long texts, which few read and which are kept by version.
with

versions as (

    select * from {{ ref('int_offer_versions') }}
    where
        is_current
        and {{ only_new_versions('int_offer_versions.version_key') }}

),

offers as (

    select * from {{ ref('int_offers_unioned') }}

),

final as (

    select
        offers.offer_key,
        offers.version_key,
        offers.source,
        offers.offer_id,
        offers.content_hash,
        offers.title,
        offers.employer_name,
        offers.url,
        offers.apply_url,
        offers.partner_name,
        offers.publisher_reference,
        offers.place_label,
        offers.place_insee_code,
        offers.place_postal_code,
        offers.place_city,
        offers.place_district,
        offers.place_country_code,
        offers.rome_code,
        offers.rome_label,
        offers.appellation_label,
        offers.contract_code,
        offers.contract_label,
        offers.contract_nature,
        offers.hours_label,
        offers.working_time_label,
        offers.experience_code,
        offers.experience_label,
        offers.education_label,
        offers.remote_label,
        offers.working_conditions,
        offers.salary_label,
        offers.salary_comment,
        offers.salary_period,
        offers.salary_currency,
        offers.declared_skills,
        offers.contract_max_months,
        offers.experience_years,
        offers.salary_min,
        offers.salary_max,
        offers.positions,
        offers.is_alternance,
        offers.is_description_cut,
        offers.is_markup_in_title,
        offers.has_direction_marks,
        offers.is_personal_data_masked,
        offers.is_creation_unreadable,
        offers.is_creation_to_come,
        offers.is_creation_too_old,
        offers.is_end_unreadable,
        offers.is_end_before_creation,
        offers.is_title_missing,
        offers.is_positions_impossible,
        offers.created_at,
        offers.archived_at,
        offers.publication_ends_at,
        offers.fetched_at,
        offers.lake_file,
        offers.lake_row,
        now() as changed_at
    from versions
    inner join offers
        on versions.version_key = offers.version_key

)

select * from final
