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

moves as (

    select * from {{ ref('int_market_moves') }}

),

occupations as (

    select * from {{ ref('dim_occupations') }}

),

-- Counted at the finest grain first: the sets then add up fewer rows.
cells as (

    select
        greatest(moves.moved_on, as_of.day_before) as date_day,
        moves.region_code,
        moves.departement_code,
        occupations.grand_domain_code,
        moves.contract_family,
        moves.sources,
        count(*) filter (
            where moves.counted_kind = 'opening' and moves.event = 'opened'
        ) as opened,
        count(*) filter (
            where moves.counted_kind = 'opening' and moves.event = 'closed'
        ) as closed,
        count(*) filter (
            where moves.counted_kind = 'opening' and moves.event = 'reopened'
        ) as reopened,
        count(*) filter (
            where moves.counted_kind = 'opening' and moves.event = 'found_open'
        ) as found_open,
        count(*) filter (
            where
            moves.counted_kind = 'opening'
            and moves.event = 'found_closed'
        ) as found_closed,
        count(*) filter (
            where moves.counted_kind = 'offer' and moves.event = 'opened'
        ) as offers_opened,
        count(*) filter (
            where moves.counted_kind = 'offer' and moves.event = 'closed'
        ) as offers_closed,
        count(*) filter (
            where moves.counted_kind = 'offer' and moves.event = 'reopened'
        ) as offers_reopened,
        count(*) filter (
            where moves.counted_kind = 'offer' and moves.event = 'found_open'
        ) as offers_found_open,
        count(*) filter (
            where moves.counted_kind = 'offer' and moves.event = 'found_closed'
        ) as offers_found_closed
    from moves
    inner join occupations
        on moves.rome_code = occupations.rome_code
    cross join as_of
    group by 1, 2, 3, 4, 5, 6

),

final as (

    select
        {{ cube_grain(has_occupations=false) }} as grain,
        region_code,
        departement_code,
        grand_domain_code,
        contract_family,
        sources,
        date_day,
        sum(opened)::integer as opened,
        sum(closed)::integer as closed,
        sum(reopened)::integer as reopened,
        sum(found_open)::integer as found_open,
        sum(found_closed)::integer as found_closed,
        sum(offers_opened)::integer as offers_opened,
        sum(offers_closed)::integer as offers_closed,
        sum(offers_reopened)::integer as offers_reopened,
        sum(offers_found_open)::integer as offers_found_open,
        sum(offers_found_closed)::integer as offers_found_closed
    from cells
    group by
        contract_family,
        sources,
        date_day,
        grouping sets (
            (),
            (region_code),
            (region_code, departement_code),
            (grand_domain_code),
            (grand_domain_code, region_code)
        )
    -- A place's cells lie together.
    order by region_code, departement_code

)

select * from final
