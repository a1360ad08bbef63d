{{ config(materialized='view') }}

with

opening_skills as (

    select * from {{ ref('fct_opening_skills') }}

),

openings as (

    select * from {{ ref('fct_openings') }}

),

final as (

    select
        skills_a.skill_id as skill_a_id,
        skills_b.skill_id as skill_b_id,
        groups.dimension,
        groups.dimension_code,
        'openings_both' as figure,
        'opening' as counted_kind,
        openings.opening_id as counted_id
    from opening_skills as skills_a
    inner join opening_skills as skills_b
        on
            skills_a.opening_id = skills_b.opening_id
            and skills_a.skill_id < skills_b.skill_id
    inner join openings
        on skills_a.opening_id = openings.opening_id
    cross join {{ traced_groups() }} as groups
    where openings.is_open

)

select * from final
