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

-- The finest cells go by numbers: so many skills are grouped by one number faster
-- than by five names.
openings as materialized (

    select
        *,
        dense_rank() over (
            order by
                region_code,
                departement_code,
                rome_code,
                contract_family,
                sources
        ) as cell_number
    from {{ ref('int_opening_flags') }}

),

named_cells as (

    select
        cell_number,
        region_code,
        departement_code,
        grand_domain_code,
        rome_code,
        contract_family,
        sources
    from openings
    group by 1, 2, 3, 4, 5, 6, 7

),

opening_skills as (

    select * from {{ ref('fct_opening_skills') }}

),

-- Counted at the finest grain first: the sets then add up fewer rows.
counted as (

    select
        opening_skills.skill_id,
        openings.cell_number,
        (count(*) filter (where openings.is_open))::integer as openings,
        (count(*) filter (
            where openings.is_open and opening_skills.requirement = 'required'
        ))::integer as required,
        (count(*) filter (
            where
            openings.is_open and opening_skills.requirement = 'nice_to_have'
        ))::integer as nice_to_have,
        count(*)::integer as ever_openings,
        (count(*) filter (where opening_skills.requirement = 'required'))
        ::integer as ever_required,
        (count(*) filter (where opening_skills.requirement = 'nice_to_have'))
        ::integer as ever_nice_to_have,
        (count(*) filter (where openings.is_new))::integer as new_openings,
        (count(*) filter (where openings.was_new_before))::integer
            as before_openings
    from opening_skills
    inner join openings
        on opening_skills.opening_id = openings.opening_id
    group by 1, 2

),

cells as (

    select
        counted.*,
        named_cells.region_code,
        named_cells.departement_code,
        named_cells.grand_domain_code,
        named_cells.rome_code,
        named_cells.contract_family,
        named_cells.sources
    from counted
    inner join named_cells
        on counted.cell_number = named_cells.cell_number

),

final as (

    select
        {{ cube_grain() }} as grain,
        region_code,
        departement_code,
        grand_domain_code,
        rome_code,
        contract_family,
        sources,
        skill_id,
        sum(openings)::integer as openings,
        sum(required)::integer as required,
        sum(nice_to_have)::integer as nice_to_have,
        sum(ever_openings)::integer as ever_openings,
        sum(ever_required)::integer as ever_required,
        sum(ever_nice_to_have)::integer as ever_nice_to_have,
        sum(new_openings)::integer as new_openings,
        sum(before_openings)::integer as before_openings
    from cells
    group by
        skill_id,
        contract_family,
        sources,
        grouping sets (
            (),
            (region_code),
            (region_code, departement_code),
            (grand_domain_code),
            (grand_domain_code, region_code),
            (grand_domain_code, rome_code),
            (grand_domain_code, rome_code, region_code)
        )
    -- A place's cells lie together.
    order by region_code, departement_code

)

select * from final
