{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        on_schema_change='append_new_columns',
        unique_key='version_key',
        indexes=[
            {'columns': ['version_key'], 'unique': True},
            {'columns': ['read_at']},
        ],
    )
}}

-- Tokens are made once a version and read by all that look at words. Beyond
-- 50,000 characters a text is no advert any more; the rest is not read.
with

offers as (

    select * from {{ ref('int_offers_unioned') }}
    where {{ only_new_versions('int_offers_unioned.version_key') }}

),

final as (

    select
        offer_key,
        version_key,
        source,
        coalesce({{ tokens_text('title') }}, '') as title_tokens,
        coalesce({{ tokens_text('left(description, 50000)') }}, '') as tokens,
        {{ tokens_text('employer_name') }} as employer_tokens,
        now() as read_at
    from offers

)

select * from final
