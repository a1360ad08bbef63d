{{
    config(
        indexes=[{'columns': ['grain', 'region_code', 'departement_code']}],
    )
}}

-- What began before the days that are told lies on the last day before them.
{%- set days = 120 %}
with

as_of as (

    select (as_of at time zone 'UTC')::date - {{ days }} as day_before
    from {{ ref('int_as_of') }}

),

openings as (

    select * from {{ ref('fct_openings') }}

),

offers as (

    select
        *,
        coalesce(created_at, first_seen_at) as appeared_at
    from {{ ref('fct_offers') }}

),

moves as (

    select
        opened_at as moved_at,
        region_code,
        departement_code,
        rome_code,
        contract_family,
        sources,
        1 as opened,
        0 as closed,
        0 as offers_opened,
        0 as offers_closed
    from openings
    union all
    select
        closed_at as moved_at,
        region_code,
        departement_code,
        rome_code,
        contract_family,
        sources,
        0 as opened,
        1 as closed,
        0 as offers_opened,
        0 as offers_closed
    from openings
    where not is_open
    union all
    select
        appeared_at as moved_at,
        region_code,
        departement_code,
        rome_code,
        contract_family,
        source as sources,
        0 as opened,
        0 as closed,
        1 as offers_opened,
        0 as offers_closed
    from offers
    union all
    select
        closed_at as moved_at,
        region_code,
        departement_code,
        rome_code,
        contract_family,
        source as sources,
        0 as opened,
        0 as closed,
        0 as offers_opened,
        1 as offers_closed
    from offers
    where not is_open

),

cells as (

    select
        greatest(
            (moves.moved_at at time zone 'UTC')::date, as_of.day_before
        ) as date_day,
        moves.region_code,
        moves.departement_code,
        moves.rome_code,
        moves.contract_family,
        moves.sources,
        sum(moves.opened)::integer as opened,
        sum(moves.closed)::integer as closed,
        sum(moves.offers_opened)::integer as offers_opened,
        sum(moves.offers_closed)::integer as offers_closed
    from moves
    cross join as_of
    where moves.moved_at is not null
    group by 1, 2, 3, 4, 5, 6

),

occupations as (

    select
        rome_code,
        grand_domain_code
    from {{ ref('dim_occupations') }}

),

final as (

    select
        {{ cube_grain(has_occupations=false) }} as grain,
        cells.region_code,
        cells.departement_code,
        occupations.grand_domain_code,
        cells.contract_family,
        cells.sources,
        cells.date_day,
        sum(cells.opened)::integer as opened,
        sum(cells.closed)::integer as closed,
        sum(cells.offers_opened)::integer as offers_opened,
        sum(cells.offers_closed)::integer as offers_closed
    from cells
    inner join occupations
        on cells.rome_code = occupations.rome_code
    group by
        cells.contract_family,
        cells.sources,
        cells.date_day,
        grouping sets (
            (),
            (cells.region_code),
            (cells.region_code, cells.departement_code),
            (occupations.grand_domain_code),
            (occupations.grand_domain_code, cells.region_code)
        )
    -- A place's cells lie together.
    order by cells.region_code, cells.departement_code

)

select * from final
