with

offers as (

    select * from {{ ref('fct_offers') }}

),

runs as (

    select * from {{ ref('fct_crawl_runs') }}

),

daily as (

    select * from {{ ref('agg_data_quality_daily') }}

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

-- What nobody states, or has wrong, is told as well, and so is a source without
-- offers.
offer_metrics as (

    select
        sources.source,
        names.metric,
        coalesce(sum(daily.numerator), 0)::bigint as numerator,
        sources.offers as denominator
    from offers_by_source as sources
    cross join
        (
            values
            ('salary_declared'),
            ('salary_unusable'),
            ('place_commune'),
            ('place_departement'),
            ('place_known'),
            ('occupation_declared'),
            ('occupation_known'),
            ('employer_known'),
            ('contract_known'),
            ('remote_known'),
            ('experience_known'),
            ('education_known'),
            ('working_time_known'),
            ('creation_date_known'),
            ('skills_found'),
            ('in_crowded_block'),
            ('open'),
            ('contract_code_unknown'),
            ('occupation_code_unknown'),
            ('experience_code_unknown'),
            ('education_unknown'),
            ('remote_code_unknown'),
            ('place_unresolved'),
            ('place_code_postal'),
            ('salary_min_over_max'),
            ('salary_implausible'),
            ('positions_impossible'),
            ('creation_date_unreadable'),
            ('creation_date_to_come'),
            ('creation_date_too_old'),
            ('end_date_unreadable'),
            ('end_before_creation'),
            ('title_missing'),
            ('description_cut'),
            ('markup_in_title'),
            ('direction_marks'),
            ('personal_data_masked')
        ) as names (metric)
    left join daily
        on
            sources.source = daily.source
            and names.metric = daily.metric
    group by sources.source, names.metric, sources.offers

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
