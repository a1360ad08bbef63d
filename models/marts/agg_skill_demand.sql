{{
    config(
        indexes=[
            {
                'columns': ['skill_id', 'dimension', 'dimension_code'],
                'unique': True,
            },
        ],
    )
}}

-- Grouping sets count an opening in all its groups in one pass: joined to a list
-- of its groups it cost three times as much.
with

as_of as (

    select as_of from {{ ref('int_as_of') }}

),

occupations as (

    select
        rome_code,
        nullif(rome_code, 'unknown') as known_rome_code,
        nullif(grand_domain_code, 'unknown') as grand_domain_code
    from {{ ref('dim_occupations') }}

),

openings as (

    select
        openings.opening_id,
        openings.region_code,
        occupations.grand_domain_code,
        occupations.known_rome_code as rome_code,
        openings.is_open,
        openings.opened_at > as_of.as_of - interval '28 days' as is_new,
        openings.opened_at > as_of.as_of - interval '56 days'
        and openings.opened_at <= as_of.as_of - interval '28 days'
            as was_new_before
    from {{ ref('fct_openings') }} as openings
    inner join occupations
        on openings.rome_code = occupations.rome_code
    cross join as_of
    where
        openings.is_open
        or openings.opened_at > as_of.as_of - interval '56 days'

),

opening_skills as (

    select * from {{ ref('fct_opening_skills') }}

),

-- Of earlier days only what was still open at the first collection is known.
observed as (

    select
        coalesce(
            min(runs.started_at) <= as_of.as_of - interval '56 days', false
        ) as is_growth_observed
    from as_of
    left join {{ ref('fct_crawl_runs') }} as runs
        on runs.kind = 'full' and runs.is_certified
    group by as_of.as_of

),

totals as (

    select
        case
            when grouping(region_code) = 0 then 'region'
            when grouping(grand_domain_code) = 0 then 'grand_domain'
            when grouping(rome_code) = 0 then 'occupation'
            else 'all'
        end as dimension,
        coalesce(
            region_code,
            grand_domain_code,
            rome_code,
            'all'
        ) as dimension_code,
        count(*) filter (where is_open) as n,
        count(*) filter (where is_new) as new_n,
        count(*) filter (where was_new_before) as before_n
    from openings
    group by
        grouping sets (
            (), (region_code), (grand_domain_code), (rome_code)
        )

),

asked as (

    select
        opening_skills.skill_id,
        case
            when grouping(openings.region_code) = 0 then 'region'
            when grouping(openings.grand_domain_code) = 0 then 'grand_domain'
            when grouping(openings.rome_code) = 0 then 'occupation'
            else 'all'
        end as dimension,
        coalesce(
            openings.region_code,
            openings.grand_domain_code,
            openings.rome_code,
            'all'
        ) as dimension_code,
        count(*) filter (where openings.is_open) as openings,
        count(*) filter (
            where openings.is_open and opening_skills.requirement = 'required'
        ) as required,
        count(*) filter (
            where
            openings.is_open and opening_skills.requirement = 'nice_to_have'
        ) as nice_to_have,
        count(*) filter (
            where openings.is_open and opening_skills.requirement = 'mentioned'
        ) as mentioned,
        count(*) filter (where openings.is_new) as new_openings,
        count(*) filter (where openings.was_new_before) as before_openings
    from opening_skills
    inner join openings
        on opening_skills.opening_id = openings.opening_id
    group by
        opening_skills.skill_id,
        grouping sets (
            (),
            (openings.region_code),
            (openings.grand_domain_code),
            (openings.rome_code)
        )

),

bounded as (

    select
        asked.*,
        totals.n,
        totals.new_n,
        totals.before_n,
        least(totals.new_n, totals.before_n) as fewest_new,
        observed.is_growth_observed,
        {{ share('asked.openings', 'totals.n') }} as share,
        {{ wilson_bound('asked.openings', 'totals.n', '-') }} as share_low,
        {{ wilson_bound('asked.openings', 'totals.n', '+') }} as share_high,
        {{ share('asked.new_openings', 'totals.new_n') }} as new_share,
        {{ wilson_bound('asked.new_openings', 'totals.new_n', '-') }}
            as new_share_low,
        {{ wilson_bound('asked.new_openings', 'totals.new_n', '+') }}
            as new_share_high,
        {{ share('asked.before_openings', 'totals.before_n') }}
            as before_share,
        {{ wilson_bound('asked.before_openings', 'totals.before_n', '-') }}
            as before_share_low,
        {{ wilson_bound('asked.before_openings', 'totals.before_n', '+') }}
            as before_share_high
    from asked
    inner join totals
        on
            asked.dimension = totals.dimension
            and asked.dimension_code = totals.dimension_code
    cross join observed
    -- Openings of no known code are no group: the sets leave them without one.
    where asked.dimension = 'all' or asked.dimension_code <> 'all'

),

-- Newcombe's interval of a difference, from Wilson's of each share.
compared as (

    select
        *,
        new_share - before_share as share_change,
        new_share - before_share - sqrt(
            power(new_share - new_share_low, 2)
            + power(before_share_high - before_share, 2)
        ) as share_change_low,
        new_share - before_share + sqrt(
            power(new_share_high - new_share, 2)
            + power(before_share - before_share_low, 2)
        ) as share_change_high
    from bounded

),

final as (

    select
        skill_id,
        dimension,
        dimension_code,
        openings,
        required,
        nice_to_have,
        mentioned,
        {{ published('share', 'n') }} as share,
        {{ published('share_low', 'n') }} as share_low,
        {{ published('share_high', 'n') }} as share_high,
        n,
        new_openings,
        new_n,
        {{ published('new_share', 'new_n') }} as new_share,
        before_openings,
        before_n,
        {{ published('before_share', 'before_n') }} as before_share,
        {{ published('share_change', 'fewest_new') }} as share_change,
        {{ published('share_change_low', 'fewest_new') }} as share_change_low,
        {{ published('share_change_high', 'fewest_new') }}
            as share_change_high,
        is_growth_observed
    from compared

)

select * from final
