{{ config(indexes=[{'columns': ['region_code', 'departement_code']}]) }}

-- Narrow, and amounts as floats: percentiles of any selection are sorted from it
-- while a reader waits.
with

salaries as (

    select * from {{ ref('int_opening_salaries') }}
    where is_declared

),

openings as (

    select * from {{ ref('fct_openings') }}

),

final as (

    select
        salaries.opening_id,
        openings.employer_id,
        salaries.region_code,
        salaries.departement_code,
        salaries.grand_domain_code,
        salaries.rome_code,
        salaries.contract_family,
        openings.sources,
        salaries.experience_band,
        openings.opened_at,
        openings.told_until,
        salaries.middle_eur::double precision as middle_eur
    from salaries
    inner join openings
        on salaries.opening_id = openings.opening_id
    -- A place's rows lie together.
    order by salaries.region_code, salaries.departement_code

)

select * from final
