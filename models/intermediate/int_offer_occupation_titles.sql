{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='version_key',
        indexes=[{'columns': ['version_key'], 'unique': True}],
    )
}}

-- Cutting a title into words costs more than all that is done with them: once a
-- version.
with

offers as (

    select
        version_key,
        source,
        title,
        appellation_label,
        created_at
    from {{ ref('int_offers_current') }}
    where
        rome_code is null
        and {{ only_new_versions('int_offers_current.version_key') }}

),

final as (

    select
        version_key,
        {{ rome_version('source', 'created_at') }} as rome_version,
        {{ occupation_title('source', 'title', 'appellation_label') }}
            as title_key
    from offers

)

select * from final
