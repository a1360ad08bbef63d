with

offers as (

    select * from {{ ref('fct_offers') }}

),

runs as (

    select * from {{ ref('fct_crawl_runs') }}

),

offer_metrics as (

    select
        offers.source,
        metrics.metric,
        count(*) filter (where metrics.holds) as numerator,
        count(*) as denominator
    from offers
    cross join
        lateral (
            values
            ('salary_declared', offers.salary_basis = 'declared'),
            ('salary_unusable', offers.salary_basis = 'unusable'),
            ('place_commune', offers.place_id like 'C:%'),
            ('place_departement', offers.departement_code is not null),
            ('place_known', offers.place_id <> 'unknown'),
            ('occupation_declared', offers.occupation_basis = 'declared'),
            ('occupation_known', offers.occupation_basis <> 'unknown'),
            ('employer_known', offers.employer_id <> 'unknown'),
            ('contract_known', offers.contract_family <> 'unknown'),
            ('remote_known', offers.remote <> 'unknown'),
            ('experience_known', offers.experience_min_months is not null),
            ('creation_date_known', offers.created_at is not null),
            ('skills_found', offers.skills_count > 0),
            ('open', offers.is_open)
        ) as metrics (metric, holds)
    group by 1, 2

),

run_metrics as (

    select
        source,
        'rejected' as metric,
        coalesce(sum(rejected), 0)::bigint as numerator,
        coalesce(sum(rejected + collected), 0)::bigint as denominator
    from runs
    group by 1
    union all
    select
        source,
        'leaves_certified' as metric,
        coalesce(sum(leaves_certified), 0)::bigint as numerator,
        coalesce(sum(leaves), 0)::bigint as denominator
    from runs
    group by 1

),

unioned as (

    select * from offer_metrics
    union all
    select * from run_metrics

),

final as (

    select
        source,
        metric,
        numerator,
        denominator,
        numerator::double precision / nullif(denominator, 0) as share
    from unioned

)

select * from final
