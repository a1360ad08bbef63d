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
-- day's index then grows by the texts that are new.
with

offers as (

    select
        offer_key,
        version_key
    from {{ ref('int_offers_current') }}
    where {{ only_new_versions('int_offers_current.version_key') }}

),

texts as (

    select * from {{ ref('int_offer_texts') }}

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
        offers.offer_key,
        offers.version_key,
        texts.extract,
        skills.skills_read,
        texts.search_vector
    from offers
    inner join texts
        on offers.version_key = texts.version_key
    left join skills
        on offers.version_key = skills.version_key

)

select * from final
