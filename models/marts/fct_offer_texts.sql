{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='offer_key',
        on_schema_change='fail',
        indexes=[
            {'columns': ['offer_key'], 'unique': True},
            {'columns': ['search_vector'], 'type': 'gin'},
        ],
    )
}}

-- Apart from the other facts of an offer, which change with every collection: a
-- day's index then grows by the texts that are new. An offer that closed, or opened
-- again, may be anonymised, or no longer: then it is told anew, too.
with

offers as (

    select
        offers.offer_key,
        offers.version_key,
        lifecycles.is_anonymised
    from {{ ref('int_offers_current') }} as offers
    inner join {{ ref('int_offer_lifecycles') }} as lifecycles
        on offers.offer_key = lifecycles.offer_key
    where
        {{ only_new_versions(
            'offers.version_key',
            'known.is_anonymised = lifecycles.is_anonymised'
        ) }}

),

-- As the publisher spells them, for the extract; as words, for the search.
texts as (

    select
        offers.offer_key,
        offers.version_key,
        offers.is_anonymised,
        published.title,
        lower(tokenised.title_tokens) as title_words,
        case when not offers.is_anonymised then published.employer_name end
            as employer_name,
        case when not offers.is_anonymised then published.description end
            as description,
        case
            when not offers.is_anonymised
                then left(lower(tokenised.tokens), 20000)
        end as words
    from offers
    inner join {{ ref('int_offers_unioned') }} as published
        on offers.version_key = published.version_key
    inner join {{ ref('int_offer_texts') }} as tokenised
        on offers.version_key = tokenised.version_key

),

offer_skills as (

    select * from {{ ref('int_offer_skills') }}
    where skill_id is not null

),

skills as (

    select
        offers.version_key,
        string_agg(
            concat_ws(
                ' ',
                offer_skills.skill_id,
                offer_skills.requirement,
                offer_skills.surface
            ),
            '|' order by offer_skills.skill_id
        ) as skills_read
    from offers
    inner join offer_skills
        on offers.version_key = offer_skills.version_key
    group by 1

),

final as (

    select
        texts.offer_key,
        texts.version_key,
        texts.is_anonymised,
        left(
            btrim(regexp_replace(
                left(texts.description, 1200), '[^\S ]\s*| \s+', ' ', 'g'
            )),
            400
        ) as extract,
        skills.skills_read,
        setweight(to_tsvector('french', coalesce(texts.title, '')), 'A')
        || setweight(to_tsvector('french', texts.title_words), 'A')
        || setweight(
            to_tsvector(
                'simple', coalesce({{ unaccented('texts.employer_name') }}, '')
            ),
            'B'
        )
        || to_tsvector('french', coalesce(texts.words, '')) as search_vector
    from texts
    left join skills
        on texts.version_key = skills.version_key

)

select * from final
