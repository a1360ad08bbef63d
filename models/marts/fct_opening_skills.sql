{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        on_schema_change='fail',
        pre_hook="{{ forget_touched_openings() }}",
        indexes=[
            {'columns': ['opening_id', 'skill_id'], 'unique': True},
            {'columns': ['skill_id']},
        ],
    )
}}

-- depends_on: {{ ref('int_openings_touched') }}
-- Only openings that changed are told anew.
with

offer_skills as (

    select skills.*
    from {{ ref('int_offers_current') }} as offers
    inner join {{ ref('int_offer_skills') }} as skills
        on offers.version_key = skills.version_key
    where skills.skill_id is not null

),

openings as (

    select openings.*
    from {{ ref('int_offer_openings') }} as openings
    {% if is_incremental() -%}
    inner join {{ ref('int_openings_touched') }} as touched
        on openings.opening_id = touched.opening_id
    {%- endif %}

),

-- Offers of one opening differ in what they insist on: the strongest counts.
strongest as (

    select
        openings.opening_id,
        offer_skills.skill_id,
        min(case offer_skills.requirement
            when 'required' then 1
            when 'nice_to_have' then 2
            else 3
        end) as strength
    from offer_skills
    inner join openings
        on offer_skills.offer_key = openings.offer_key
    group by 1, 2

),

final as (

    select
        opening_id,
        skill_id,
        case strength
            when 1 then 'required'
            when 2 then 'nice_to_have'
            else 'mentioned'
        end as requirement
    from strongest

)

select * from final
