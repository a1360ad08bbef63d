{{ config(indexes=[{'columns': ['skill_id'], 'unique': True}]) }}

with

skills as (

    select * from {{ ref('skills') }}

),

final as (

    select
        skill_id,
        label_fr,
        label_en,
        category,
        kind
    from skills

)

select * from final
