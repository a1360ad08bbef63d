{{ config(indexes=[{'columns': ['skill_a_id']}, {'columns': ['skill_b_id']}]) }}

-- Pairs grow with the square of what an opening names, so only the skills most
-- asked for are paired, and each pair is counted once, by domain.
with

-- Read in three places: kept in memory it would have no index.
demand as not materialized (

    select * from {{ ref('agg_skill_demand') }}

),

occupations as (

    select * from {{ ref('dim_occupations') }}

),

openings as (

    select
        openings.opening_id,
        nullif(occupations.grand_domain_code, 'unknown') as grand_domain_code
    from {{ ref('fct_openings') }} as openings
    inner join occupations
        on openings.rome_code = occupations.rome_code
    where openings.is_open

),

opening_skills as (

    select * from {{ ref('fct_opening_skills') }}

),

most_asked as (

    select skill_id
    from demand
    where
        dimension = 'all'
        and openings >= {{ var('smallest_published_n') }}
    order by openings desc, skill_id
    limit {{ var('paired_skills') }}

),

-- A pair of small numbers is counted faster than a pair of names.
paired_skills as materialized (

    select
        skill_id,
        (row_number() over (order by skill_id))::smallint as skill_number
    from most_asked

),

numbered as materialized (

    select
        openings.opening_id,
        openings.grand_domain_code,
        array_agg(paired_skills.skill_number) as skill_numbers
    from opening_skills
    inner join openings
        on opening_skills.opening_id = openings.opening_id
    inner join paired_skills
        on opening_skills.skill_id = paired_skills.skill_id
    group by 1, 2
    having count(*) > 1

),

pairs_counted as (

    select
        first_skills.skill_number as number_a,
        second_skills.skill_number as number_b,
        numbered.grand_domain_code,
        count(*) as openings
    from numbered
    cross join
        lateral unnest(numbered.skill_numbers) as first_skills (skill_number)
    cross join
        lateral unnest(numbered.skill_numbers) as second_skills (skill_number)
    where first_skills.skill_number < second_skills.skill_number
    group by 1, 2, 3

),

pairs as (

    select
        pairs_counted.number_a,
        pairs_counted.number_b,
        groups.dimension,
        groups.dimension_code,
        sum(pairs_counted.openings)::bigint as openings
    from pairs_counted
    cross join
        lateral (
            values
            ('all', 'all'),
            ('grand_domain', pairs_counted.grand_domain_code)
        ) as groups (dimension, dimension_code)
    where groups.dimension_code is not null
    group by 1, 2, 3, 4
    having sum(pairs_counted.openings) >= {{ var('smallest_published_n') }}

),

compared as (

    select
        first_skills.skill_id as skill_a_id,
        second_skills.skill_id as skill_b_id,
        pairs.dimension,
        pairs.dimension_code,
        pairs.openings as openings_both,
        demand_a.openings as openings_a,
        demand_b.openings as openings_b,
        demand_a.n,
        pairs.openings::double precision * demand_a.n
        / (demand_a.openings::double precision * demand_b.openings) as lift
    from pairs
    inner join paired_skills as first_skills
        on pairs.number_a = first_skills.skill_number
    inner join paired_skills as second_skills
        on pairs.number_b = second_skills.skill_number
    inner join demand as demand_a
        on
            first_skills.skill_id = demand_a.skill_id
            and pairs.dimension = demand_a.dimension
            and pairs.dimension_code = demand_a.dimension_code
    inner join demand as demand_b
        on
            second_skills.skill_id = demand_b.skill_id
            and pairs.dimension = demand_b.dimension
            and pairs.dimension_code = demand_b.dimension_code

),

-- Standard error of the logarithm of the lift, by the delta method.
judged as (

    select
        *,
        sqrt(greatest(
            0,
            1.0::double precision / openings_both
            - 1.0::double precision / openings_a
            - 1.0::double precision / openings_b
            + (2 * lift - 1) / n
        )) as log_lift_error
    from compared

),

final as (

    select
        skill_a_id,
        skill_b_id,
        dimension,
        dimension_code,
        openings_both,
        openings_a,
        openings_b,
        n,
        lift,
        lift * exp(-{{ var('confidence_z') }} * log_lift_error) as lift_low,
        lift * exp({{ var('confidence_z') }} * log_lift_error) as lift_high,
        {{ share('openings_both', 'openings_a') }} as share_of_a,
        {{ share('openings_both', 'openings_b') }} as share_of_b
    from judged

)

select * from final
