{{
    config(
        indexes=[
            {'columns': ['grain', 'region_code', 'departement_code']},
            {'columns': ['grain', 'rome_code', 'skill_id']},
        ],
    )
}}

-- Départements are not crossed with occupations here: so few openings share both
-- that they are as quickly counted one by one.
with

openings as (

    select * from {{ ref('int_opening_flags') }}

),

opening_skills as (

    select * from {{ ref('fct_opening_skills') }}

),

occupations as (

    select * from {{ ref('dim_occupations') }}

),

-- Counted at the finest grain first: the sets then add up fewer rows.
cells as (

    select
        opening_skills.skill_id,
        openings.region_code,
        openings.departement_code,
        openings.rome_code,
        openings.contract_family,
        openings.sources,
        count(*) filter (where openings.is_open) as openings,
        count(*) filter (
            where openings.is_open and opening_skills.requirement = 'required'
        ) as required,
        count(*) filter (
            where
            openings.is_open and opening_skills.requirement = 'nice_to_have'
        ) as nice_to_have,
        count(*) as ever_openings,
        count(*) filter (where opening_skills.requirement = 'required')
            as ever_required,
        count(*) filter (where opening_skills.requirement = 'nice_to_have')
            as ever_nice_to_have,
        count(*) filter (where openings.is_new) as new_openings,
        count(*) filter (where openings.was_new_before) as before_openings
    from opening_skills
    inner join openings
        on opening_skills.opening_id = openings.opening_id
    group by 1, 2, 3, 4, 5, 6

),

final as (

    select
        {{ cube_grain() }} as grain,
        cells.region_code,
        cells.departement_code,
        occupations.grand_domain_code,
        cells.rome_code,
        cells.contract_family,
        cells.sources,
        cells.skill_id,
        sum(cells.openings)::integer as openings,
        sum(cells.required)::integer as required,
        sum(cells.nice_to_have)::integer as nice_to_have,
        sum(cells.ever_openings)::integer as ever_openings,
        sum(cells.ever_required)::integer as ever_required,
        sum(cells.ever_nice_to_have)::integer as ever_nice_to_have,
        sum(cells.new_openings)::integer as new_openings,
        sum(cells.before_openings)::integer as before_openings
    from cells
    inner join occupations
        on cells.rome_code = occupations.rome_code
    group by
        cells.skill_id,
        cells.contract_family,
        cells.sources,
        grouping sets (
            (),
            (cells.region_code),
            (cells.region_code, cells.departement_code),
            (occupations.grand_domain_code),
            (occupations.grand_domain_code, cells.region_code),
            (occupations.grand_domain_code, cells.rome_code),
            (
                occupations.grand_domain_code,
                cells.rome_code,
                cells.region_code
            )
        )
    -- A place's cells lie together.
    order by cells.region_code, cells.departement_code

)

select * from final
