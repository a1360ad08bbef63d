{{ config(indexes=[{'columns': ['offer_key', 'label'], 'unique': True}]) }}

with

declared_skills as (

    select * from {{ ref('int_offer_declared_skills') }}

),

final as (

    select
        offer_key,
        label,
        declared_code,
        skill_id,
        requirement
    from declared_skills

)

select * from final
