with

source as (

    select
        offers.*,
        opened.document
    from {{ source('wttj', 'offers') }} as offers
    left join {{ opened_document('offers.payload') }} on true

),

renamed as (

    select
        ---------- ids
        'wttj:' || offer_id as offer_key,
        'wttj' as source,
        offer_id,
        content_hash,
        {{ json_text('document', 'reference') }} as publisher_reference,
        {{ json_text('document', 'office', 'zip_code') }} as place_postal_code,
        {{ json_text('document', 'office', 'country_code') }}
            as place_country_code,
        lake_file,
        lake_row,

        ---------- text
        {{ json_text('document', 'name') }} as title,
        {{ json_text('document', 'description') }} as description_html,
        {{ json_text('document', 'profile') }} as profile_html,
        {{ json_text('document', 'published_at') }} as created_text,
        {{ json_text('document', 'archived_at') }} as ended_text,
        {{ json_text('document', 'organization', 'name') }} as employer_name,
        {{ json_text('document', 'office', 'city') }} as place_city,
        {{ json_text('document', 'office', 'district') }} as place_district,
        {{ json_text('document', 'profession', 'name', 'fr') }}
            as profession_label,
        {{ json_text('document', 'contract_type') }} as contract_code,
        {{ json_text('document', 'experience_level') }} as experience_code,
        {{ json_text('document', 'education_level') }} as education_code,
        {{ json_text('document', 'remote') }} as remote_code,
        {{ json_text('document', 'salary_period') }} as salary_period,
        {{ json_text('document', 'salary_currency') }} as salary_currency,
        {{ json_text('document', 'apply_url') }} as apply_url,
        url,

        ---------- lists
        {{ json_array('document', 'skills') }} as declared_skills,

        ---------- numerics
        {{ json_number('document', 'contract_duration_max') }}
            as contract_max_months,
        {{ json_number('document', 'experience_level_minimum') }}
            as experience_years,
        {{ json_number('document', 'salary_min') }} as salary_min,
        {{ json_number('document', 'salary_max') }} as salary_max,

        ---------- timestamps
        {{ json_timestamp('document', 'published_at') }} as published_at,
        {{ json_timestamp('document', 'archived_at') }} as archived_at,
        fetched_at

    from source

)

select * from renamed
