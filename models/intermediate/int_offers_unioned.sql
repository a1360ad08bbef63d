{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        on_schema_change='append_new_columns',
        unique_key='version_key',
        indexes=[{'columns': ['version_key'], 'unique': True}],
    )
}}

-- Three shapes of payload become one. A version never changes once landed, so
-- its JSON is opened once.
with

france_travail_offers as (

    {{ new_offers('france_travail') }}

),

wttj_offers as (

    {{ new_offers('wttj') }}

),

service_public_offers as (

    {{ new_offers('service_public') }}

),

france_travail as (

    select
        {{ surrogate_key(['offer_key', 'content_hash']) }} as version_key,
        offer_key,
        source,
        offer_id,
        content_hash,
        title,
        {{ plain_text("left(description, 200000)") }} as description,
        employer_name,
        employer_description,
        url,
        apply_url,
        partner_name,
        null::text as publisher_reference,
        place_label,
        place_insee_code,
        place_postal_code,
        null::text as place_city,
        null::text as place_district,
        null::text as place_country_code,
        rome_code,
        rome_label,
        appellation_label,
        contract_code,
        contract_label,
        contract_nature,
        hours_label,
        working_time_label,
        experience_code,
        concat_ws(' ', experience_label, experience_comment)
            as experience_label,
        education_label,
        null::text as remote_label,
        working_conditions,
        salary_label,
        salary_comment,
        null::text as salary_period,
        null::text as salary_currency,
        declared_skills,
        null::numeric as contract_max_months,
        null::numeric as experience_years,
        null::numeric as salary_min,
        null::numeric as salary_max,
        positions,
        positions_text,
        created_text,
        null::text as ended_text,
        coalesce(is_alternance, false) as is_alternance,
        created_at is not null as is_creation_read,
        created_at,
        null::timestamptz as archived_at,
        null::timestamptz as publication_ends_at,
        fetched_at,
        lake_file,
        lake_row
    from france_travail_offers

),

wttj as (

    select
        {{ surrogate_key(['offer_key', 'content_hash']) }} as version_key,
        offer_key,
        source,
        offer_id,
        content_hash,
        title,
        {{ plain_text(
            "left(concat_ws(E'\\n', description_html, profile_html), 200000)"
        ) }} as description,
        employer_name,
        null::text as employer_description,
        url,
        apply_url,
        null::text as partner_name,
        publisher_reference,
        place_city as place_label,
        null::text as place_insee_code,
        place_postal_code,
        place_city,
        place_district,
        place_country_code,
        null::text as rome_code,
        null::text as rome_label,
        profession_label as appellation_label,
        contract_code,
        null::text as contract_label,
        null::text as contract_nature,
        null::text as hours_label,
        null::text as working_time_label,
        experience_code,
        null::text as experience_label,
        education_code as education_label,
        remote_code as remote_label,
        null::text as working_conditions,
        null::text as salary_label,
        null::text as salary_comment,
        salary_period,
        salary_currency,
        declared_skills,
        contract_max_months,
        experience_years,
        salary_min,
        salary_max,
        null::integer as positions,
        null::text as positions_text,
        created_text,
        ended_text,
        coalesce(contract_code = 'apprenticeship', false) as is_alternance,
        published_at is not null as is_creation_read,
        published_at as created_at,
        archived_at,
        null::timestamptz as publication_ends_at,
        fetched_at,
        lake_file,
        lake_row
    from wttj_offers

),

service_public as (

    select
        {{ surrogate_key(['offer_key', 'content_hash']) }} as version_key,
        offer_key,
        source,
        offer_id,
        content_hash,
        title,
        concat_ws(
            E'\n', occupation_label, specialisation, expected_skills, languages
        ) as description,
        split_part(coalesce(employer_address, parent_organisation), E'\n', 1)
            as employer_name,
        null::text as employer_description,
        url,
        null::text as apply_url,
        null::text as partner_name,
        null::text as publisher_reference,
        place_label,
        null::text as place_insee_code,
        substring(place_address from '\y([0-9]{2} ?[0-9]{3})\y')
            as place_postal_code,
        -- The town: what stands behind the code, up to a comma, a line or a dash.
        btrim(substring(
            place_address
            from '\y[0-9]{2} ?[0-9]{3}[ –-]+([[:alpha:]](?:[^,;(\n–-]|-\S)*)'
        )) as place_city,
        null::text as place_district,
        null::text as place_country_code,
        null::text as rome_code,
        null::text as rome_label,
        occupation_label as appellation_label,
        null::text as contract_code,
        contract_duration as contract_label,
        nullif(concat_ws(' ', contract_nature, post_nature), '')
            as contract_nature,
        null::text as hours_label,
        full_time_label as working_time_label,
        null::text as experience_code,
        experience_label,
        education_label,
        remote_label,
        null::text as working_conditions,
        null::text as salary_label,
        null::text as salary_comment,
        null::text as salary_period,
        null::text as salary_currency,
        '[]'::jsonb as declared_skills,
        null::numeric as contract_max_months,
        null::numeric as experience_years,
        null::numeric as salary_min,
        null::numeric as salary_max,
        null::integer as positions,
        null::text as positions_text,
        created_text,
        ended_text,
        false as is_alternance,
        published_at is not null as is_creation_read,
        coalesce(published_at, publication_starts_at) as created_at,
        null::timestamptz as archived_at,
        publication_ends_at,
        fetched_at,
        lake_file,
        lake_row
    from service_public_offers

),

unioned as (

    select * from france_travail
    union all
    select * from wttj
    union all
    select * from service_public

),

dated as (

    select
        *,
        case
            when
                created_at between fetched_at - interval '20 years'
                and fetched_at + interval '2 days'
                then created_at
        end as believed_created_at
    from unioned

),

-- What no advert has (a novel, a tag in a title, marks that turn the reading
-- direction, a date to come) is cut here; int_offer_issues tells of it.
final as (

    select
        version_key,
        offer_key,
        source,
        offer_id,
        content_hash,
        {{ plain_line('title') }} as title,
        left(description, 100000) as description,
        {{ plain_line('employer_name') }} as employer_name,
        left(employer_description, 100000) as employer_description,
        url,
        apply_url,
        partner_name,
        publisher_reference,
        {{ plain_line('place_label') }} as place_label,
        place_insee_code,
        place_postal_code,
        {{ plain_line('place_city') }} as place_city,
        place_district,
        place_country_code,
        rome_code,
        rome_label,
        appellation_label,
        contract_code,
        contract_label,
        contract_nature,
        hours_label,
        working_time_label,
        experience_code,
        experience_label,
        education_label,
        remote_label,
        working_conditions,
        salary_label,
        salary_comment,
        salary_period,
        salary_currency,
        declared_skills,
        contract_max_months,
        experience_years,
        salary_min,
        salary_max,
        positions,
        is_alternance,
        coalesce(length(description) > 100000, false) as is_description_cut,
        coalesce(title ~ '<[^<>]+>', false) as is_markup_in_title,
        coalesce(
            concat_ws(' ', title, employer_name, place_label, place_city)
            ~ '[\u202a-\u202e\u2066-\u2069\u200e\u200f]'
            or left(description, 100000)
            ~ '[\u202a-\u202e\u2066-\u2069\u200e\u200f]',
            false
        ) as has_direction_marks,
        coalesce(
            description like '%[e-mail]%'
            or description like '%[téléphone]%'
            or description like '%[nom]%',
            false
        ) as is_personal_data_masked,
        coalesce(title, '') !~ '[[:alnum:]]' as is_title_missing,
        positions_text is not null
        and coalesce(positions not between 1 and 999, true)
            as is_positions_impossible,
        created_text is not null and not is_creation_read
            as is_creation_unreadable,
        coalesce(created_at > fetched_at + interval '2 days', false)
            as is_creation_to_come,
        coalesce(created_at < fetched_at - interval '20 years', false)
            as is_creation_too_old,
        -- 31/12/9999 leaves the end open.
        coalesce(ended_text !~ '9999', false)
        and coalesce(archived_at, publication_ends_at) is null
            as is_end_unreadable,
        coalesce(
            least(archived_at, publication_ends_at) < believed_created_at, false
        ) as is_end_before_creation,
        believed_created_at as created_at,
        case
            when coalesce(archived_at >= believed_created_at, true)
                then archived_at
        end as archived_at,
        case
            when coalesce(publication_ends_at >= believed_created_at, true)
                then publication_ends_at
        end as publication_ends_at,
        fetched_at,
        lake_file,
        lake_row
    from dated

)

select * from final
