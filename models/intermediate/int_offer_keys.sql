{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='offer_key',
        indexes=[{'columns': ['offer_key'], 'unique': True}],
    )
}}

-- Folding costs more than all joins by what was folded: it is done once a version.
with

offers as (

    select
        *,
        {{ folded("coalesce(title, '')") }} as title_folded
    from {{ ref('int_offers_current') }}
    where {{ only_new_versions('int_offers_current.version_key') }}
    {{ fence() }}

),

final as (

    select
        offer_key,
        version_key,
        title_folded,
        {{ folded(title_suffix('title')) }} as title_suffix,
        -- "Agent / Agente …": a name in both genders is what a form proposed, not
        -- a title someone chose.
        title_folded ~ '^([a-z]{3})[a-z]*(?: [a-z]+)? \1' as has_generic_title,
        {{ seniority('title_folded') }} as seniority,
        {{ employer_key('employer_name') }} as employer_key,
        {{ apply_reference('apply_url') }} as apply_reference,
        {{ surrogate_key([
            'place_insee_code', 'place_postal_code', 'place_label',
            'place_city', 'place_district', 'place_country_code',
        ]) }} as place_shape_id
    from offers

)

select * from final
