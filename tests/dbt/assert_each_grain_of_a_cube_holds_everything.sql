-- Every opening, offer and skill counts once in each grain of its cube, and no grain
-- is missing: a filter that finds none would show nothing.
{%- set sums = [
    ('agg_market_cube', 'openings', 'fct_openings', 9),
    ('agg_market_cube', 'offers', 'fct_offers', 9),
    ('agg_skill_cube', 'ever_openings', 'fct_opening_skills', 7),
    ('agg_daily_cube', 'opened', 'fct_openings', 5),
    ('agg_daily_cube', 'offers_opened', 'fct_offers', 5),
] %}
with

employers as (

    select
        'agg_employer_cube' as cube,
        coalesce(sum(openings), 0) as counted,
        (select count(*) from {{ ref('fct_openings') }}) as expected
    from {{ ref('agg_employer_cube') }}

),

grains as (

    {%- for cube, figure, facts, grains in sums %}
    select
        concat_ws(' ', '{{ cube }}', grain, '{{ figure }}') as cube,
        sum({{ figure }}) as counted,
        (select count(*) from {{ ref(facts) }}) as expected
    from {{ ref(cube) }}
    group by grain
    union all
    select
        '{{ cube }} grains' as cube,
        count(distinct grain) as counted,
        case
            when exists (select 1 from {{ ref(facts) }}) then {{ grains }}
            else 0
        end as expected
    from {{ ref(cube) }}
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}

),

final as (

    select * from employers
    union all
    select * from grains

)

select * from final
where counted <> expected
