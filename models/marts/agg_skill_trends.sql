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

-- Of earlier weeks only what was still open at the first collection is known.
observed as (

    select (min(started_at) at time zone 'UTC')::date as collected_from
    from {{ ref('fct_crawl_runs') }}
    where kind = 'full' and is_certified

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

final as (

    select
        followed.skill_id,
        followed.dimension,
        followed.dimension_code,
        weeks.week_start,
        coalesce(asked.openings, 0) as new_openings,
        {{ published(
            share('coalesce(asked.openings, 0)', 'weeks.n'), 'weeks.n'
        ) }} as share,
        {{ published(
            wilson_bound('coalesce(asked.openings, 0)', 'weeks.n', '-'),
            'weeks.n'
        ) }} as share_low,
        {{ published(
            wilson_bound('coalesce(asked.openings, 0)', 'weeks.n', '+'),
            'weeks.n'
        ) }} as share_high,
        weeks.n,
        weeks.week_start + 7 <= (as_of.as_of at time zone 'UTC')::date
            as is_complete,
        coalesce(weeks.week_start >= observed.collected_from, false)
            as is_observed
    from followed
    inner join weeks
        on
            followed.dimension = weeks.dimension
            and followed.dimension_code = weeks.dimension_code
    left join asked
        on
            followed.skill_id = asked.skill_id
            and weeks.dimension = asked.dimension
            and weeks.dimension_code = asked.dimension_code
            and weeks.week_start = asked.week_start
    cross join as_of
    cross join observed

)

select * from final
