-- Every opening, offer and skill counts once in each grain of its cube.
{%- set sums = [
    ('agg_market_cube', 'openings', 'fct_openings'),
    ('agg_market_cube', 'offers', 'fct_offers'),
    ('agg_skill_cube', 'ever_openings', 'fct_opening_skills'),
    ('agg_daily_cube', 'opened', 'fct_openings'),
    ('agg_daily_cube', 'offers_opened', 'fct_offers'),
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

    {%- for cube, figure, facts in sums %}
    select
        concat_ws(' ', '{{ cube }}', grain, '{{ figure }}') as cube,
        sum({{ figure }}) as counted,
        (select count(*) from {{ ref(facts) }}) as expected
    from {{ ref(cube) }}
    group by grain
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
