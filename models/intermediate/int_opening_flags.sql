{{ config(materialized='view') }}

-- What the cubes count of an opening, in one place for all of them and for what
-- leads from their figures to offers. Paid is as in agg_salaries.
with

as_of as (

    select as_of from {{ ref('int_as_of') }}

),

-- A stock of a week ago is what was known at the end of a collection: between two
-- of them nothing new is found. What a weekly file tells later of that day, today's
-- stock lacks of today.
earlier as (

    select max(runs.ended_at) as ended_at
    from {{ ref('fct_crawl_runs') }} as runs
    cross join as_of
    where
        runs.is_certified
        and runs.kind = 'full'
        and runs.ended_at <= as_of.as_of - interval '156 hours'

),

-- Known to be closed at that moment, and to be open before and after: each has one
-- such gap at most.
interrupted as (

    select reopenings.counted_id as opening_id
    from {{ ref('fct_reopenings') }} as reopenings
    cross join earlier
    where
        reopenings.counted_kind = 'opening'
        and reopenings.close_known_at <= earlier.ended_at
        and reopenings.reopened_at > earlier.ended_at

),

occupations as (

    select * from {{ ref('dim_occupations') }}

),

openings as (

    select * from {{ ref('fct_openings') }}

),

final as (

    select
        openings.opening_id,
        openings.employer_id,
        openings.is_agency,
        openings.region_code,
        openings.departement_code,
        occupations.grand_domain_code,
        openings.rome_code,
        openings.contract_family,
        openings.sources,
        openings.is_open,
        openings.open_known_at <= earlier.ended_at
        and coalesce(openings.close_known_at > earlier.ended_at, true)
        and interrupted.opening_id is null
            as was_open_week_ago,
        openings.opened_at > openings.told_until - interval '7 days'
            as is_of_week,
        openings.opened_at > openings.told_until - interval '14 days'
        and openings.opened_at <= openings.told_until - interval '7 days'
            as is_of_week_before,
        openings.opened_at > openings.told_until - interval '28 days' as is_new,
        openings.opened_at > openings.told_until - interval '56 days'
        and openings.opened_at <= openings.told_until - interval '28 days'
            as was_new_before,
        openings.opened_at
        > as_of.as_of - interval '{{ var("salary_days") }} days'
            as is_of_year,
        openings.remote in ('partial', 'full') as is_remote,
        openings.remote <> 'unknown' as tells_remote,
        openings.salary_compared_eur is not null as is_paid
    from openings
    inner join occupations
        on openings.rome_code = occupations.rome_code
    left join interrupted
        on openings.opening_id = interrupted.opening_id
    cross join as_of
    cross join earlier

)

select * from final
