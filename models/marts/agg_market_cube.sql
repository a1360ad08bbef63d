{{
    config(
        indexes=[
            {'columns': ['grain', 'region_code', 'departement_code']},
            {'columns': ['grain', 'rome_code']},
        ],
    )
}}

-- Openings and offers are told apart by columns, so that one condition on the
-- cells selects both: an offer has one source, an opening all of its offers'.
with

as_of as (

    select as_of from {{ ref('int_as_of') }}

),

-- Closings are dated by the collection that finds them: a stock of a week ago is
-- known at the end of a collection alone.
earlier as (

    select max(runs.ended_at) as ended_at
    from {{ ref('fct_crawl_runs') }} as runs
    cross join as_of
    where
        runs.is_certified
        and runs.kind = 'full'
        and runs.ended_at <= as_of.as_of - interval '156 hours'

),

occupations as (

    select
        rome_code,
        grand_domain_code
    from {{ ref('dim_occupations') }}

),

openings as (

    select
        openings.region_code,
        openings.departement_code,
        openings.rome_code,
        openings.contract_family,
        openings.sources,
        openings.is_open,
        openings.opened_at,
        openings.remote in ('partial', 'full') as is_remote,
        openings.remote <> 'unknown' as tells_remote,
        openings.salary_basis = 'declared' as is_paid,
        openings.opened_at > as_of.as_of - interval '7 days' as is_of_week,
        openings.opened_at > as_of.as_of - interval '14 days'
        and openings.opened_at <= as_of.as_of - interval '7 days'
            as is_of_week_before,
        openings.opened_at > as_of.as_of - interval '28 days' as is_new,
        openings.opened_at > as_of.as_of - interval '56 days'
        and openings.opened_at <= as_of.as_of - interval '28 days'
            as was_new_before,
        openings.opened_at
        > as_of.as_of - interval '{{ var("salary_days") }} days'
            as is_of_year,
        openings.opened_at <= earlier.ended_at
        and (openings.is_open or openings.closed_at > earlier.ended_at)
            as was_open
    from {{ ref('fct_openings') }} as openings
    cross join as_of
    cross join earlier

),

counted as (

    select
        region_code,
        departement_code,
        rome_code,
        contract_family,
        sources,
        is_open,
        count(*)::integer as openings,
        (count(*) filter (where was_open))::integer as was_open,
        (count(*) filter (where is_of_week))::integer as week,
        (count(*) filter (where is_of_week_before))::integer as week_before,
        (count(*) filter (where is_new))::integer as new,
        (count(*) filter (where was_new_before))::integer as before,
        (count(*) filter (where is_of_year))::integer as year,
        (count(*) filter (where tells_remote))::integer as remote_told,
        (count(*) filter (where is_remote))::integer as remote_openings,
        (count(*) filter (where is_new and tells_remote))::integer
            as new_remote_told,
        (count(*) filter (where is_new and is_remote))::integer as new_remote,
        (count(*) filter (where was_new_before and tells_remote))::integer
            as before_remote_told,
        (count(*) filter (where was_new_before and is_remote))::integer
            as before_remote,
        (count(*) filter (where is_new and is_paid))::integer as new_paid,
        (count(*) filter (where was_new_before and is_paid))::integer
            as before_paid,
        0 as offers
    from openings
    group by 1, 2, 3, 4, 5, 6

),

offers as (

    select
        region_code,
        departement_code,
        rome_code,
        contract_family,
        source as sources,
        is_open,
        0 as openings,
        0 as was_open,
        0 as week,
        0 as week_before,
        0 as new,
        0 as before,
        0 as year,
        0 as remote_told,
        0 as remote_openings,
        0 as new_remote_told,
        0 as new_remote,
        0 as before_remote_told,
        0 as before_remote,
        0 as new_paid,
        0 as before_paid,
        count(*)::integer as offers
    from {{ ref('fct_offers') }}
    group by 1, 2, 3, 4, 5, 6

),

both_counted as (

    select * from counted
    union all
    select * from offers

),

final as (

    select
        {{ cube_grain() }} as grain,
        cells.region_code,
        cells.departement_code,
        occupations.grand_domain_code,
        cells.rome_code,
        cells.contract_family,
        cells.sources,
        cells.is_open,
        sum(cells.openings)::integer as openings,
        sum(cells.was_open)::integer as openings_week_ago,
        sum(cells.week)::integer as week_openings,
        sum(cells.week_before)::integer as week_before_openings,
        sum(cells.new)::integer as new_openings,
        sum(cells.before)::integer as before_openings,
        sum(cells.year)::integer as year_openings,
        sum(cells.remote_told)::integer as remote_told,
        sum(cells.remote_openings)::integer as remote_openings,
        sum(cells.new_remote_told)::integer as new_remote_told,
        sum(cells.new_remote)::integer as new_remote,
        sum(cells.before_remote_told)::integer as before_remote_told,
        sum(cells.before_remote)::integer as before_remote,
        sum(cells.new_paid)::integer as new_paid,
        sum(cells.before_paid)::integer as before_paid,
        sum(cells.offers)::integer as offers
    from both_counted as cells
    inner join occupations
        on cells.rome_code = occupations.rome_code
    group by
        cells.contract_family,
        cells.sources,
        cells.is_open,
        grouping sets (
            (),
            (cells.region_code),
            (cells.region_code, cells.departement_code),
            (occupations.grand_domain_code),
            (occupations.grand_domain_code, cells.region_code),
            (
                occupations.grand_domain_code,
                cells.region_code,
                cells.departement_code
            ),
            (occupations.grand_domain_code, cells.rome_code),
            (
                occupations.grand_domain_code,
                cells.rome_code,
                cells.region_code
            ),
            (
                occupations.grand_domain_code,
                cells.rome_code,
                cells.region_code,
                cells.departement_code
            )
        )
    -- A place's cells lie together.
    order by cells.region_code, cells.departement_code

)

select * from final
