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
        opening_skills.skill_id,
        groups.dimension,
        groups.dimension_code,
        figures.figure,
        'opening' as counted_kind,
        openings.opening_id as counted_id
    from opening_skills
    inner join openings
        on opening_skills.opening_id = openings.opening_id
    cross join {{ traced_groups() }} as groups
    cross join
        lateral (
            values
            ('openings', openings.is_open),
            (opening_skills.requirement, openings.is_open),
            (
                'new_openings',
                openings.opened_at > openings.told_until - interval '28 days'
            ),
            (
                'before_openings',
                openings.opened_at > openings.told_until - interval '56 days'
                and openings.opened_at
                <= openings.told_until - interval '28 days'
            )
        ) as figures (figure, counts)
    where figures.counts

)

select * from final
