{{
    config(
        indexes=[
            {'columns': ['region_code', 'departement_code']},
            {'columns': ['employer_id']},
        ],
    )
}}

with

as_of as (

    select as_of from {{ ref('int_as_of') }}

),

occupations as (

    select
        rome_code,
        grand_domain_code
    from {{ ref('dim_occupations') }}

),

final as (

    select
        openings.employer_id,
        openings.is_agency,
        openings.region_code,
        openings.departement_code,
        occupations.grand_domain_code,
        openings.rome_code,
        openings.contract_family,
        openings.sources,
        openings.is_open,
        count(*)::integer as openings,
        (count(*) filter (
            where openings.opened_at > as_of.as_of - interval '7 days'
        ))::integer as week_openings,
        (count(*) filter (where openings.salary_basis = 'declared'))::integer
            as paid_openings
    from {{ ref('fct_openings') }} as openings
    inner join occupations
        on openings.rome_code = occupations.rome_code
    cross join as_of
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9
    -- A place's cells lie together.
    order by openings.region_code, openings.departement_code

)

select * from final
