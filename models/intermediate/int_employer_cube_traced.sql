{{ config(materialized='view') }}

with

as_of as (

    select as_of from {{ ref('int_as_of') }}

),

occupations as (

    select * from {{ ref('dim_occupations') }}

),

openings as (

    select * from {{ ref('fct_openings') }}

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
        figures.figure,
        'opening' as counted_kind,
        openings.opening_id as counted_id
    from openings
    inner join occupations
        on openings.rome_code = occupations.rome_code
    cross join as_of
    cross join
        lateral (
            values
            ('openings', true),
            (
                'week_openings',
                openings.opened_at > as_of.as_of - interval '7 days'
            ),
            ('paid_openings', openings.salary_basis = 'declared')
        ) as figures (figure, counts)
    where figures.counts

)

select * from final
