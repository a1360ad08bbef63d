{{ config(materialized='view') }}

{%- set grains = [
    'all', 'region', 'departement', 'domain', 'region_domain',
    'departement_domain', 'occupation', 'region_occupation',
    'departement_occupation',
] %}
with

as_of as (

    select as_of from {{ ref('int_as_of') }}

),

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

    select * from {{ ref('dim_occupations') }}

),

openings as (

    select
        openings.*,
        openings.opened_at > as_of.as_of - interval '28 days' as is_new,
        openings.opened_at > as_of.as_of - interval '56 days'
        and openings.opened_at <= as_of.as_of - interval '28 days'
            as was_new_before,
        openings.remote <> 'unknown' as tells_remote,
        openings.remote in ('partial', 'full') as is_remote,
        openings.salary_basis = 'declared' as is_paid,
        as_of.as_of
    from {{ ref('fct_openings') }} as openings
    cross join as_of

),

opening_cells as (

    select
        cells.*,
        openings.contract_family,
        openings.sources,
        openings.is_open,
        figures.figure,
        'opening' as counted_kind,
        openings.opening_id as counted_id
    from openings
    inner join occupations
        on openings.rome_code = occupations.rome_code
    cross join earlier
    cross join {{ traced_cells('openings', grains) }} as cells
    cross join
        lateral (
            values
            ('openings', true),
            (
                'openings_week_ago',
                openings.opened_at <= earlier.ended_at
                and (
                    openings.is_open or openings.closed_at > earlier.ended_at
                )
            ),
            (
                'week_openings',
                openings.opened_at > openings.as_of - interval '7 days'
            ),
            (
                'week_before_openings',
                openings.opened_at > openings.as_of - interval '14 days'
                and openings.opened_at <= openings.as_of - interval '7 days'
            ),
            ('new_openings', openings.is_new),
            ('before_openings', openings.was_new_before),
            (
                'year_openings',
                openings.opened_at
                > openings.as_of - interval '{{ var("salary_days") }} days'
            ),
            ('remote_told', openings.tells_remote),
            ('remote_openings', openings.is_remote),
            ('new_remote_told', openings.is_new and openings.tells_remote),
            ('new_remote', openings.is_new and openings.is_remote),
            (
                'before_remote_told',
                openings.was_new_before and openings.tells_remote
            ),
            ('before_remote', openings.was_new_before and openings.is_remote),
            ('new_paid', openings.is_new and openings.is_paid),
            ('before_paid', openings.was_new_before and openings.is_paid)
        ) as figures (figure, counts)
    where figures.counts

),

offers as (

    select * from {{ ref('fct_offers') }}

),

offer_cells as (

    select
        cells.*,
        offers.contract_family,
        offers.source as sources,
        offers.is_open,
        'offers' as figure,
        'offer' as counted_kind,
        offers.offer_key as counted_id
    from offers
    inner join occupations
        on offers.rome_code = occupations.rome_code
    cross join {{ traced_cells('offers', grains) }} as cells

),

final as (

    select * from opening_cells
    union all
    select * from offer_cells

)

select * from final
