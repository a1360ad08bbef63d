{{ config(materialized='view') }}

with

opening_skills as (

    select * from {{ ref('fct_opening_skills') }}

),

openings as (

    select * from {{ ref('int_opening_salaries') }}

),

grouped as (

    select
        openings.opening_id,
        openings.is_declared,
        groups.dimension,
        groups.dimension_code
    from openings
    cross join {{ salary_groups() }} as groups
    union all
    select
        openings.opening_id,
        openings.is_declared,
        'skill' as dimension,
        opening_skills.skill_id as dimension_code
    from openings
    inner join opening_skills
        on openings.opening_id = opening_skills.opening_id
    where {{ is_salaried('openings.contract_family') }}

),

final as (

    select
        grouped.dimension,
        grouped.dimension_code,
        figures.figure,
        'opening' as counted_kind,
        grouped.opening_id as counted_id
    from grouped
    cross join
        lateral (values ('openings', true), ('n', grouped.is_declared))
            as figures (figure, counts)
    where figures.counts

)

select * from final
