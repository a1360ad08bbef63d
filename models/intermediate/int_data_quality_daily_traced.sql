{{ config(materialized='view') }}

-- What counts crawls or documents that never became offers is traced by run:
-- fct_crawl_runs, and raw rejects. Offers count as they came: one anonymised since
-- did name its employer and its town.
with

offers as (

    select
        offers.*,
        facts.skills_count,
        (offers.first_seen_at at time zone 'UTC')::date as date_day
    from {{ ref('int_offers_normalised') }} as offers
    inner join {{ ref('fct_offers') }} as facts
        on offers.offer_key = facts.offer_key

),

issues as (

    select * from {{ ref('int_offer_issues') }}

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

final as (

    select
        offers.source,
        offers.date_day,
        metrics.metric,
        'numerator' as figure,
        'offer' as counted_kind,
        offers.offer_key as counted_id
    from offers
    left join crowded
        on offers.offer_key = crowded.offer_key
    cross join {{ offer_metrics() }} as metrics
    where metrics.holds
    union all
    select
        offers.source,
        offers.date_day,
        issues.issue as metric,
        'numerator' as figure,
        'offer' as counted_kind,
        issues.offer_key as counted_id
    from issues
    inner join offers
        on issues.offer_key = offers.offer_key

)

select * from final
