"""The report's SQL: each statement for every combination of the three filters.

A code of 'all' stands for no choice, 'unknown' for what offers do not say.
"""

from report.warehouse import SMALLEST_N

DIMENSIONS = ("region", "domain", "contract")
WEEKS = 12
SKILLS = 12
NEWEST = 400
Z = 1.959963984540054

OPENINGS = """
    with openings as (
        select
            fct_openings.*,
            coalesce(region_code, 'unknown') as region,
            grand_domain_code as domain,
            contract_family as contract,
            contract_family not in ('ALTERNANCE', 'STAGE', 'INDEPENDANT') as is_salaried
        from fct_openings inner join dim_occupations using (rome_code)
    )
"""
KEYS = """
    coalesce(region, 'all') as region, coalesce(domain, 'all') as domain,
    coalesce(contract, 'all') as contract
"""

# Pay is defined as in agg_salaries: the middle of what openings of the last year
# declare, what is no wage only where its contract is asked for. Its own interval of the
# median is taken where it holds the group; elsewhere the two ranks come from the
# normal approximation of the binomial that it sums exactly.
FIGURES = f"""
    {OPENINGS},
    priced as (
        select
            *,
            opened_at > %(as_of)s - interval '365 days' as is_recent,
            case when opened_at > %(as_of)s - interval '365 days' then
                salary_compared_eur end as eur
        from openings
    ),
    counted as (
        select
            {KEYS},
            count(*) filter (where is_open) as open_openings,
            count(*) filter (where opened_at > %(as_of)s - interval '7 days')
                as new_openings,
            count(*) filter (
                where opened_at > %(as_of)s - interval '14 days'
                    and opened_at <= %(as_of)s - interval '7 days'
            ) as new_before,
            count(*) filter (where is_open and remote <> 'unknown') as remote_known,
            count(*) filter (where is_open and remote in ('partial', 'full'))
                as remote_openings,
            case when grouping(contract) = 0
                then count(*) filter (where is_recent)
                else count(*) filter (where is_recent and is_salaried)
            end as pay_openings,
            case when grouping(contract) = 0
                then array_agg(eur order by eur) filter (where eur is not null)
                else array_agg(eur order by eur) filter (
                    where eur is not null and is_salaried)
            end as amounts
        from priced group by cube (region, domain, contract)
    ),
    sized as (
        select
            *,
            coalesce(cardinality(amounts), 0) as pay_n,
            ceil(cardinality(amounts) / 2.0 - 0.5
                - {Z / 2} * sqrt(cardinality(amounts)))::integer as low_rank
        from counted
    ),
    spread as (
        select
            region, domain, contract,
            percentile_cont(array[0.25, 0.5, 0.75]) within group (order by eur) as p
        from sized cross join unnest(amounts) as eur
        where pay_n >= {SMALLEST_N} group by 1, 2, 3
    ),
    -- The group that a single choice stands for in the aggregates.
    named as (
        select
            *,
            case
                when (region, domain, contract) = ('all', 'all', 'all') then 'all'
                when (domain, contract) = ('all', 'all') then 'region'
                when (region, contract) = ('all', 'all') then 'grand_domain'
                when (region, domain) = ('all', 'all') then 'contract'
            end as dimension,
            coalesce(
                nullif(region, 'all'), nullif(domain, 'all'), nullif(contract, 'all'),
                'all'
            ) as dimension_code
        from sized
    )
    select
        named.region, named.domain, named.contract, open_openings, new_openings,
        new_before, remote_known, remote_openings, pay_openings, pay_n,
        round(p[1]) as p25_eur, round(p[2]) as median_eur, round(p[3]) as p75_eur,
        case when p is not null then round(coalesce(
            agg_salaries.median_low_eur, amounts[low_rank])) end as median_low_eur,
        case when p is not null then round(coalesce(
            agg_salaries.median_high_eur, amounts[pay_n - low_rank + 1]))
        end as median_high_eur,
        lives.median_days, lives.median_days_low, lives.median_days_high,
        lives.n as life_n
    from named
    left join spread using (region, domain, contract)
    left join agg_salaries using (dimension, dimension_code)
    left join agg_lifetimes as lives
        on lives.dimension = named.dimension
        and lives.dimension_code = named.dimension_code and lives.day = 0
    order by 1, 2, 3
"""

SKILLS_ASKED = f"""
    {OPENINGS},
    asked as (
        select region, domain, contract, skill_id, count(*) as openings,
            count(*) filter (where requirement = 'required') as required
        from openings inner join fct_opening_skills using (opening_id)
        where is_open group by 1, 2, 3, 4
    ),
    ranked as (
        select {KEYS}, skill_id, sum(openings)::bigint as openings,
            sum(required)::bigint as required,
            row_number() over (
                partition by coalesce(region, 'all'), coalesce(domain, 'all'),
                    coalesce(contract, 'all')
                order by sum(openings) desc, skill_id
            ) as rank
        from asked group by cube (region, domain, contract), skill_id
    )
    select region, domain, contract, skill_id, openings, required
    from ranked where rank <= {SKILLS}
"""

# Of weeks that began before every source was collected in full only survivors are
# known; the last week may be cut short by the collection.
WATCHED = """
    watched as (
        select max(began) as began
        from (
            select min(ended_at) as began from fct_crawl_runs
            where is_certified and kind = 'full' group by source
        ) as firsts
    )
"""
WEEKS_OPENED = f"""
    {OPENINGS},
    {WATCHED},
    dated as (
        select region, domain, contract,
            date_trunc('week', opened_at at time zone 'UTC') as week,
            count(*) as openings
        from openings
        where opened_at
            > date_trunc('week', %(as_of)s) - {WEEKS - 1} * interval '7 days'
        group by 1, 2, 3, 4
    )
    select {KEYS}, week, sum(openings)::bigint as openings,
        week + interval '7 days' <= %(as_of)s at time zone 'UTC' as is_complete,
        coalesce(week >= began at time zone 'UTC', false) as is_observed
    from dated cross join watched
    group by cube (region, domain, contract), week, began order by week
"""

NEWEST_OPENINGS = f"""
    {OPENINGS}
    select region, domain, contract, openings.title, openings.employer_name as employer,
        coalesce(departement_name, region_name) as place, openings.opened_at as opened,
        source_label as source,
        case when fct_offers.url ~ '^https?://' then fct_offers.url end as url
    from openings
    left join fct_offers on fct_offers.offer_key = lead_offer_key
    left join dim_sources using (source)
    left join dim_places on dim_places.place_id = openings.place_id
    where openings.is_open
    order by openings.opened_at desc, openings.opening_id limit {NEWEST}
"""

LABELS = {
    "region": """
        select distinct region_code as code, region_name as label from dim_places
        where region_code is not null and region_name is not null
    """,
    "domain": """
        select distinct grand_domain_code as code, grand_domain_label as label
        from dim_occupations where grand_domain_code <> 'unknown'
    """,
    "contract": """
        select contract_family as code, label_{language} as label from dim_contracts
        where contract_family <> 'unknown'
    """,
    "skill": "select skill_id as code, label_{language} as label from dim_skills",
}
