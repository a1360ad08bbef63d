{{
    config(
        indexes=[
            {'columns': ['region_code', 'departement_code']},
            {'columns': ['employer_id']},
        ],
    )
}}

with

openings as (

    select * from {{ ref('int_opening_flags') }}

),

final as (

    select
        employer_id,
        is_agency,
        region_code,
        departement_code,
        grand_domain_code,
        rome_code,
        contract_family,
        sources,
        is_open,
        count(*)::integer as openings,
        (count(*) filter (where is_of_week))::integer as week_openings,
        (count(*) filter (where is_paid))::integer as paid_openings
    from openings
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9
    -- A place's cells lie together.
    order by region_code, departement_code

)

select * from final
