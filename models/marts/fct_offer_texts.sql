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
    {% if is_incremental() -%}
    where not exists (
        select 1 from {{ this }} as known
        where
            known.version_key = offers.version_key
            and known.is_anonymised = lifecycles.is_anonymised
    )
    {%- endif %}

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
        offers.is_anonymised,
        case when not offers.is_anonymised then texts.extract end as extract,
        skills.skills_read,
        case
            when offers.is_anonymised then ts_filter(texts.search_vector, '{a}')
            else texts.search_vector
        end as search_vector
    from offers
    inner join texts
        on offers.version_key = texts.version_key
    left join skills
        on offers.version_key = skills.version_key

)

select * from final
