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

tokenised as (

    select
        offer_key,
        version_key,
        source,
        title,
        employer_name,
        left(description, 50000) as description,
        {{ tokens_text('title') }} as title_tokens,
        {{ tokens_text('left(description, 50000)') }} as tokens
    from offers
    {{ fence() }}

),

final as (

    select
        offer_key,
        version_key,
        source,
        coalesce(title_tokens, '') as title_tokens,
        coalesce(tokens, '') as tokens,
        left(
            btrim(regexp_replace(
                left(description, 1200), '[^\S ]\s*| \s+', ' ', 'g'
            )),
            400
        ) as extract,
        setweight(to_tsvector('french', coalesce(title, '')), 'A')
        || setweight(
            to_tsvector('french', coalesce(lower(title_tokens), '')), 'A'
        )
        || setweight(
            to_tsvector(
                'simple', coalesce({{ unaccented('employer_name') }}, '')
            ),
            'B'
        )
        || to_tsvector('french', left(coalesce(lower(tokens), ''), 20000))
            as search_vector
    from tokenised

)

select * from final
