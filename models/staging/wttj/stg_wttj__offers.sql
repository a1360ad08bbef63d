with

source as (

    select * from {{ source('wttj', 'offers') }}

),

renamed as (

    select
        ---------- ids
        'wttj:' || offer_id as offer_key,
        'wttj' as source,
        offer_id,
        content_hash,
        {{ json_text('payload', 'reference') }} as publisher_reference,
        coalesce(
            {{ json_text('payload', 'organization', 'slug') }},
            {{ json_text(
                'payload', 'organization', 'website_organization', 'slug'
            ) }},
            split_part(offer_id, '/', 1)
        ) as organization_slug,
        {{ json_text('payload', 'office', 'zip_code') }} as place_postal_code,
        {{ json_text('payload', 'office', 'country_code') }}
            as place_country_code,
        lake_file,
        lake_row,

        ---------- text
        {{ json_text('payload', 'name') }} as title,
        {{ json_text('payload', 'description') }} as description_html,
        {{ json_text('payload', 'profile') }} as profile_html,
        {{ json_text('payload', 'published_at') }} as created_text,
        {{ json_text('payload', 'key_missions') }} as key_missions,
        {{ json_text('payload', 'language') }} as language_code,
        {{ json_text('payload', 'organization', 'name') }} as employer_name,
        {{ json_text('payload', 'office', 'city') }} as place_city,
        {{ json_text('payload', 'office', 'district') }} as place_district,
        {{ json_text('payload', 'profession', 'name', 'fr') }}
            as profession_label,
        {{ json_text('payload', 'contract_type') }} as contract_code,
        {{ json_text('payload', 'experience_level') }} as experience_code,
        {{ json_text('payload', 'education_level') }} as education_code,
        {{ json_text('payload', 'remote') }} as remote_code,
        {{ json_text('payload', 'salary_period') }} as salary_period,
        {{ json_text('payload', 'salary_currency') }} as salary_currency,
        {{ json_text('payload', 'apply_url') }} as apply_url,
        url,

        ---------- lists
        {{ json_array('payload', 'offices') }} as offices,
        {{ json_array('payload', 'tools') }} as declared_tools,
        {{ json_array('payload', 'skills') }} as declared_skills,

        ---------- numerics
        {{ json_number('payload', 'contract_duration_min') }}
            as contract_min_months,
        {{ json_number('payload', 'contract_duration_max') }}
            as contract_max_months,
        {{ json_number('payload', 'experience_level_minimum') }}
            as experience_years,
        {{ json_number('payload', 'salary_min') }} as salary_min,
        {{ json_number('payload', 'salary_max') }} as salary_max,

        ---------- timestamps
        {{ json_timestamp('payload', 'published_at') }} as published_at,
        {{ json_timestamp('payload', 'archived_at') }} as archived_at,
        fetched_at

    from source

)

select * from renamed
