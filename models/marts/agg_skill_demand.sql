{{ config(indexes=[{'columns': ['skill_id']}]) }}

with

openings as (

    select * from {{ ref('fct_openings') }}
    where is_open

),

occupations as (

    select * from {{ ref('dim_occupations') }}

),

opening_skills as (

    select * from {{ ref('fct_opening_skills') }}

),

dimensions as (

    select
        openings.opening_id,
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
            ('grand_domain', nullif(occupations.grand_domain_code, 'unknown'))
        ) as groups (dimension, dimension_code)
    where groups.dimension_code is not null

),

totals as (

    select
        dimension,
        dimension_code,
        count(*) as n
    from dimensions
    group by 1, 2

),

asked as (

    select
        opening_skills.skill_id,
        dimensions.dimension,
        dimensions.dimension_code,
        count(*) as openings
    from opening_skills
    inner join dimensions
        on opening_skills.opening_id = dimensions.opening_id
    group by 1, 2, 3

),

final as (

    select
        asked.skill_id,
        asked.dimension,
        asked.dimension_code,
        asked.openings,
        case
            when totals.n >= {{ var('smallest_published_n') }}
                then asked.openings::double precision / totals.n
        end as share,
        totals.n
    from asked
    inner join totals
        on
            asked.dimension = totals.dimension
            and asked.dimension_code = totals.dimension_code

)

select * from final
