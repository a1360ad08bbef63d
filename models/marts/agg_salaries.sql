-- One opening counts once, by the middle of what it declares. A trainee's
-- allowance is no salary, so work-study and internships are told apart only.
with

openings as (

    select
        *,
        (salary_annual_min_eur + salary_annual_max_eur) / 2 as middle_eur
    from {{ ref('fct_openings') }}
    where salary_basis = 'declared'

),

occupations as (

    select * from {{ ref('dim_occupations') }}

),

dimensions as (

    select
        openings.middle_eur,
        groups.dimension,
        groups.dimension_code
    from openings
    inner join occupations
        on openings.rome_code = occupations.rome_code
    cross join
        lateral (
            values
            ('all', 'all'),
            ('region', openings.region_code),
            ('grand_domain', nullif(occupations.grand_domain_code, 'unknown')),
            ('contract', openings.contract_family)
        ) as groups (dimension, dimension_code)
    where
        groups.dimension_code is not null
        and (
            groups.dimension = 'contract'
            or openings.contract_family not in ('ALTERNANCE', 'STAGE')
        )

),

measured as (

    select
        dimension,
        dimension_code,
        count(*) as n,
        percentile_cont(array[0.25, 0.5, 0.75])
        within group (order by middle_eur::double precision)
            as quartiles
    from dimensions
    group by 1, 2

),

final as (

    select
        dimension,
        dimension_code,
        n,
        case
            when n >= {{ var('smallest_published_n') }}
                then round(quartiles[1]::numeric, 0)
        end as p25_eur,
        case
            when n >= {{ var('smallest_published_n') }}
                then round(quartiles[2]::numeric, 0)
        end as median_eur,
        case
            when n >= {{ var('smallest_published_n') }}
                then round(quartiles[3]::numeric, 0)
        end as p75_eur
    from measured

)

select * from final
