-- Every opening, offer and skill counts once in each grain of its cube.
with

openings as (

    select count(*) as expected from {{ ref('fct_openings') }}

),

offers as (

    select count(*) as expected from {{ ref('fct_offers') }}

),

opening_skills as (

    select count(*) as expected from {{ ref('fct_opening_skills') }}

),

market as (

    select
        grain,
        sum(openings) as openings,
        sum(offers) as offers
    from {{ ref('agg_market_cube') }}
    group by 1

),

skills as (

    select
        grain,
        sum(ever_openings) as openings
    from {{ ref('agg_skill_cube') }}
    group by 1

),

days as (

    select
        grain,
        sum(opened) as opened
    from {{ ref('agg_daily_cube') }}
    group by 1

),

employers as (

    select coalesce(sum(openings), 0) as openings
    from {{ ref('agg_employer_cube') }}

)

select
    'market ' || market.grain as cube,
    market.openings as counted,
    openings.expected
from market
cross join openings
where market.openings <> openings.expected
union all
select
    'offers ' || market.grain as cube,
    market.offers as counted,
    offers.expected
from market
cross join offers
where market.offers <> offers.expected
union all
select
    'skills ' || skills.grain as cube,
    skills.openings as counted,
    opening_skills.expected
from skills
cross join opening_skills
where skills.openings <> opening_skills.expected
union all
select
    'days ' || days.grain as cube,
    days.opened as counted,
    openings.expected
from days
cross join openings
where days.opened <> openings.expected
union all
select
    'employers' as cube,
    employers.openings as counted,
    openings.expected
from employers
cross join openings
where employers.openings <> openings.expected
