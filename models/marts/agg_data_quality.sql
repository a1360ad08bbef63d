with

offers as (

    select * from {{ ref('fct_offers') }}

),

runs as (

    select * from {{ ref('fct_crawl_runs') }}

),

issues as (

    select * from {{ ref('int_offer_issues') }}

),

sources as (

    select source from {{ ref('dim_sources') }}

),

offers_by_source as (

    select
        sources.source,
        count(offers.offer_key) as offers
    from sources
    left join offers
        on sources.source = offers.source
    group by 1

),

-- Blocks over a size are not skipped, but not compared in full either.
crowded as (

    select offer_key_a as offer_key
    from {{ ref('int_duplicate_candidates') }}
    where rungs like '%neighbours%'
    union
    select offer_key_b as offer_key
    from {{ ref('int_duplicate_candidates') }}
    where rungs like '%neighbours%'

),

offer_metrics as (

    select
        sources.source,
        metrics.metric,
        count(offers.offer_key) filter (where metrics.holds) as numerator,
        count(offers.offer_key) as denominator
    from sources
    left join offers
        on sources.source = offers.source
    left join crowded
        on offers.offer_key = crowded.offer_key
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
            ('in_crowded_block', crowded.offer_key is not null),
            ('open', offers.is_open)
        ) as metrics (metric, holds)
    group by 1, 2

),

-- An issue that nobody has is told as well, and so is a source without offers.
issue_metrics as (

    select
        sources.source,
        names.issue as metric,
        count(issues.offer_key) as numerator,
        max(sources.offers) as denominator
    from offers_by_source as sources
    cross join
        (
            values
            ('contract_code_unknown'),
            ('occupation_code_unknown'),
            ('place_unresolved'),
            ('salary_min_over_max'),
            ('salary_implausible'),
            ('positions_impossible'),
            ('creation_date_unreadable'),
            ('creation_date_to_come'),
            ('description_cut'),
            ('markup_in_title'),
            ('direction_marks')
        ) as names (issue)
    left join issues
        on
            sources.source = issues.source
            and names.issue = issues.issue
    group by 1, 2

),

source_metrics as (

    select
        source,
        'source_empty' as metric,
        case when offers = 0 then 1 else 0 end::bigint as numerator,
        1::bigint as denominator
    from offers_by_source

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
    select * from issue_metrics
    union all
    select * from source_metrics
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
