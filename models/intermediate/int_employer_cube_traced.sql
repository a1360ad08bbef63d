{{ config(materialized='view') }}

with

openings as (

    select * from {{ ref('int_opening_flags') }}

),

final as (

    select
        openings.employer_id,
        openings.is_agency,
        openings.region_code,
        openings.departement_code,
        openings.grand_domain_code,
        openings.rome_code,
        openings.contract_family,
        openings.sources,
        openings.is_open,
        figures.figure,
        'opening' as counted_kind,
        openings.opening_id as counted_id
    from openings
    cross join
        lateral (
            values
            ('openings', true),
            ('week_openings', openings.is_of_week),
            ('paid_openings', openings.is_paid)
        ) as figures (figure, counts)
    where figures.counts

)

select * from final
