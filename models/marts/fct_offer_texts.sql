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
-- again, may be anonymised, or no longer: then it is told anew, too. So is one whose
-- text was read again, with another dictionary.
{%- set is_told -%}
    known.is_anonymised = lifecycles.is_anonymised
    and offers.version_key not in (
        select read_again.version_key
        from {{ ref('int_offer_skills') }} as read_again
        where read_again.read_at > {{ built_at('marts', 'fct_offer_texts') }}
    )
{%- endset %}
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
        {{ only_new_versions('offers.version_key', is_told) }}

),

-- As the publisher spells them, for the extract; as words, for the search. Looked
-- up one by one: to be joined as a whole, long texts would go to the disk.
texts as (

    select
        offers.offer_key,
        offers.version_key,
        offers.is_anonymised,
        versions.title,
        lower(versions.title_tokens) as title_words,
        case when not offers.is_anonymised then versions.employer_name end
            as employer_name,
        case when not offers.is_anonymised then versions.description end
            as description,
        case
            when not offers.is_anonymised
                then left(lower(versions.tokens), 20000)
        end as words,
        skills.skills_read
    from offers
    cross join
        lateral (
            select
                published.title,
                published.employer_name,
                published.description,
                tokenised.title_tokens,
                tokenised.tokens
            from {{ ref('int_offers_unioned') }} as published
            inner join {{ ref('int_offer_texts') }} as tokenised
                on published.version_key = tokenised.version_key
            where published.version_key = offers.version_key
            {{ fence() }}
        ) as versions
    cross join
        lateral (
            select
                string_agg(
                    concat_ws(
                        ' ',
                        offer_skills.skill_id,
                        offer_skills.requirement,
                        offer_skills.surface
                    ),
                    '|' order by offer_skills.skill_id
                ) as skills_read
            from {{ ref('int_offer_skills') }} as offer_skills
            where
                offer_skills.version_key = offers.version_key
                and offer_skills.skill_id is not null
        ) as skills

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
        texts.skills_read,
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

)

select * from final
