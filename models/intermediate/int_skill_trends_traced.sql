{{ config(materialized='view') }}

with

opening_skills as (

    select * from {{ ref('fct_opening_skills') }}

),

openings as (

    select * from {{ ref('fct_openings') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

final as (

    select
        opening_skills.skill_id,
        groups.dimension,
        groups.dimension_code,
        date_trunc('week', openings.opened_at at time zone 'UTC')::date
            as week_start,
        'new_openings' as figure,
        'opening' as counted_kind,
        openings.opening_id as counted_id
    from opening_skills
    inner join openings
        on opening_skills.opening_id = openings.opening_id
    cross join as_of
    cross join {{ traced_groups() }} as groups
    where
        openings.opened_at <= as_of.as_of
        and openings.opened_at
        > as_of.as_of - interval '{{ var("activity_days") }} days'

)

select * from final
