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

-- What the cubes have counted by one thing at a time.
with

as_of as (

    select as_of from {{ ref('int_as_of') }}

),

market as (

    select * from {{ ref('agg_market_cube') }}

),

skills as (

    select * from {{ ref('agg_skill_cube') }}

),

observed as (

    select
        coalesce(
            first_collections.collected_from
            <= as_of.as_of - interval '56 days',
            false
        ) as is_growth_observed
    from as_of
    cross join {{ ref('int_first_collections') }} as first_collections
    where first_collections.source = 'all'

),

totals as (

    select
        groups.dimension,
        groups.dimension_code,
        coalesce(sum(market.openings) filter (where market.is_open), 0) as n,
        sum(market.new_openings) as new_n,
        sum(market.before_openings) as before_n
    from market
    cross join {{ cube_groups('market') }} as groups
    group by 1, 2

),

asked as (

    select
        skills.skill_id,
        groups.dimension,
        groups.dimension_code,
        sum(skills.openings) as openings,
        sum(skills.required) as required,
        sum(skills.nice_to_have) as nice_to_have,
        sum(skills.openings - skills.required - skills.nice_to_have)
            as mentioned,
        sum(skills.new_openings) as new_openings,
        sum(skills.before_openings) as before_openings
    from skills
    cross join {{ cube_groups('skills') }} as groups
    group by 1, 2, 3
    -- What was asked for longer ago, and is no more, tells nothing of demand.
    having
        sum(skills.openings + skills.new_openings + skills.before_openings) > 0

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
