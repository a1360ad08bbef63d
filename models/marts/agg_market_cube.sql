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

openings as (

    select * from {{ ref('int_opening_flags') }}

),

offers as (

    select * from {{ ref('fct_offers') }}

),

occupations as (

    select * from {{ ref('dim_occupations') }}

),

facts as (

    select
        region_code,
        departement_code,
        grand_domain_code,
        rome_code,
        contract_family,
        sources,
        is_open,
        true as is_opening,
        was_open_week_ago,
        is_of_week,
        is_of_week_before,
        is_new,
        was_new_before,
        is_of_year,
        is_remote,
        tells_remote,
        is_paid
    from openings
    union all
    select
        offers.region_code,
        offers.departement_code,
        occupations.grand_domain_code,
        offers.rome_code,
        offers.contract_family,
        offers.source as sources,
        offers.is_open,
        false as is_opening,
        null as was_open_week_ago,
        null as is_of_week,
        null as is_of_week_before,
        null as is_new,
        null as was_new_before,
        null as is_of_year,
        null as is_remote,
        null as tells_remote,
        null as is_paid
    from offers
    inner join occupations
        on offers.rome_code = occupations.rome_code

),

-- Counted at the finest grain first: the sets then add up few rows.
cells as (

    select
        region_code,
        departement_code,
        grand_domain_code,
        rome_code,
        contract_family,
        sources,
        is_open,
        count(*) filter (where is_opening) as openings,
        count(*) filter (where was_open_week_ago) as openings_week_ago,
        count(*) filter (where is_of_week) as week_openings,
        count(*) filter (where is_of_week_before) as week_before_openings,
        count(*) filter (where is_new) as new_openings,
        count(*) filter (where was_new_before) as before_openings,
        count(*) filter (where is_of_year) as year_openings,
        count(*) filter (where tells_remote) as remote_told,
        count(*) filter (where is_remote) as remote_openings,
        count(*) filter (where is_new and tells_remote) as new_remote_told,
        count(*) filter (where is_new and is_remote) as new_remote,
        count(*) filter (where was_new_before and tells_remote)
            as before_remote_told,
        count(*) filter (where was_new_before and is_remote) as before_remote,
        count(*) filter (where is_new and is_paid) as new_paid,
        count(*) filter (where was_new_before and is_paid) as before_paid,
        count(*) filter (where not is_opening) as offers
    from facts
    group by 1, 2, 3, 4, 5, 6, 7

),

final as (

    select
        {{ cube_grain() }} as grain,
        region_code,
        departement_code,
        grand_domain_code,
        rome_code,
        contract_family,
        sources,
        is_open,
        sum(openings)::integer as openings,
        sum(openings_week_ago)::integer as openings_week_ago,
        sum(week_openings)::integer as week_openings,
        sum(week_before_openings)::integer as week_before_openings,
        sum(new_openings)::integer as new_openings,
        sum(before_openings)::integer as before_openings,
        sum(year_openings)::integer as year_openings,
        sum(remote_told)::integer as remote_told,
        sum(remote_openings)::integer as remote_openings,
        sum(new_remote_told)::integer as new_remote_told,
        sum(new_remote)::integer as new_remote,
        sum(before_remote_told)::integer as before_remote_told,
        sum(before_remote)::integer as before_remote,
        sum(new_paid)::integer as new_paid,
        sum(before_paid)::integer as before_paid,
        sum(offers)::integer as offers
    from cells
    group by
        contract_family,
        sources,
        is_open,
        grouping sets (
            (),
            (region_code),
            (region_code, departement_code),
            (grand_domain_code),
            (grand_domain_code, region_code),
            (grand_domain_code, region_code, departement_code),
            (grand_domain_code, rome_code),
            (grand_domain_code, rome_code, region_code),
            (grand_domain_code, rome_code, region_code, departement_code)
        )
    -- A place's cells lie together.
    order by region_code, departement_code

)

select * from final
