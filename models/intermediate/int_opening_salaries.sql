{{ config(indexes=[{'columns': ['opening_id'], 'unique': True}]) }}

-- Pay of years ago is history, so openings of the last year are compared.
with

as_of as (

    select as_of from {{ ref('int_as_of') }}

),

occupations as (

    select * from {{ ref('dim_occupations') }}

),

final as (

    select
        openings.opening_id,
        openings.region_code,
        openings.departement_code,
        nullif(occupations.grand_domain_code, 'unknown') as grand_domain_code,
        nullif(openings.rome_code, 'unknown') as rome_code,
        openings.contract_family,
        case
            when openings.experience_min_months is null then 'unknown'
            when openings.experience_min_months = 0 then 'none'
            when openings.experience_min_months < 24 then 'under_2_years'
            when openings.experience_min_months < 60 then '2_to_5_years'
            when openings.experience_min_months < 120 then '5_to_10_years'
            else '10_years_or_more'
        end as experience_band,
        openings.salary_compared_eur is not null as is_declared,
        openings.salary_compared_eur as middle_eur
    from {{ ref('fct_openings') }} as openings
    inner join occupations
        on openings.rome_code = occupations.rome_code
    cross join as_of
    where
        openings.opened_at
        > as_of.as_of - interval '{{ var("salary_days") }} days'

)

select * from final
