{{ config(indexes=[{'columns': ['skill_id', 'dimension', 'week_start']}]) }}

-- A week in which nobody asked for a skill is a point of its curve too: weeks
-- come from the openings of the group, not from those that name the skill.
with

as_of as (

    select as_of from {{ ref('int_as_of') }}

),

occupations as (

    select * from {{ ref('dim_occupations') }}

),

openings as (

    select
        openings.opening_id,
        date_trunc('week', openings.opened_at at time zone 'UTC')::date
            as week_start,
        nullif(occupations.grand_domain_code, 'unknown') as grand_domain_code
    from {{ ref('fct_openings') }} as openings
    inner join occupations
        on openings.rome_code = occupations.rome_code
    cross join as_of
    where
        openings.opened_at <= as_of.as_of
        and openings.opened_at
        > as_of.as_of - interval '{{ var("activity_days") }} days'

),

opening_skills as (

    select * from {{ ref('fct_opening_skills') }}

),

horizon as (

    select min(told_until) as told_until
    from {{ ref('int_source_horizons') }}

),

observed as (

    select (collected_from at time zone 'UTC')::date as collected_from
    from {{ ref('int_first_collections') }}
    where source = 'all'

),

weeks as (

    select
        case
            when grouping(grand_domain_code) = 0 then 'grand_domain'
            else 'all'
        end as dimension,
        coalesce(grand_domain_code, 'all') as dimension_code,
        week_start,
        count(*) as n
    from openings
    group by week_start, grouping sets ((), (grand_domain_code))

),

asked as (

    select
        opening_skills.skill_id,
        case
            when grouping(openings.grand_domain_code) = 0 then 'grand_domain'
            else 'all'
        end as dimension,
        coalesce(openings.grand_domain_code, 'all') as dimension_code,
        openings.week_start,
        count(*) as openings
    from opening_skills
    inner join openings
        on opening_skills.opening_id = openings.opening_id
    group by
        opening_skills.skill_id,
        openings.week_start,
        grouping sets ((), (openings.grand_domain_code))

),

followed as (

    select
        skill_id,
        dimension,
        dimension_code
    from asked
    -- Openings of no known domain are no group: the sets leave them without one.
    where dimension = 'all' or dimension_code <> 'all'
    group by 1, 2, 3
    having sum(openings) >= {{ var('smallest_published_n') }}

),

-- Each curve has a point a week. What was asked is added to nought, not joined:
-- the planner knows nothing of groups, and would try every point with every week.
points as (

    select
        followed.skill_id,
        followed.dimension,
        followed.dimension_code,
        weeks.week_start,
        0 as openings,
        weeks.n
    from followed
    inner join weeks
        on
            followed.dimension = weeks.dimension
            and followed.dimension_code = weeks.dimension_code
    union all
    select
        skill_id,
        dimension,
        dimension_code,
        week_start,
        openings,
        null as n
    from asked

),

counted as (

    select
        skill_id,
        dimension,
        dimension_code,
        week_start,
        sum(openings)::bigint as openings,
        max(n) as n
    from points
    group by 1, 2, 3, 4
    having max(n) is not null

),

final as (

    select
        counted.skill_id,
        counted.dimension,
        counted.dimension_code,
        counted.week_start,
        counted.openings as new_openings,
        {{ published(share('counted.openings', 'counted.n'), 'counted.n') }}
            as share,
        {{ published(
            wilson_bound('counted.openings', 'counted.n', '-'), 'counted.n'
        ) }} as share_low,
        {{ published(
            wilson_bound('counted.openings', 'counted.n', '+'), 'counted.n'
        ) }} as share_high,
        counted.n,
        counted.week_start + 7 <= (horizon.told_until at time zone 'UTC')::date
            as is_complete,
        coalesce(counted.week_start >= observed.collected_from, false)
            as is_observed
    from counted
    cross join horizon
    cross join observed

)

select * from final
