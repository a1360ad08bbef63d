{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='version_key',
        indexes=[{'columns': ['version_key'], 'unique': True}],
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
        coalesce({{ tokens_text('left(description, 50000)') }}, '') as tokens
    from offers

)

select * from final
