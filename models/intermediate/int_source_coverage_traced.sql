{{ config(materialized='view') }}

with

listings as (

    select * from {{ ref('int_source_listings') }}

),

openings as (

    select * from {{ ref('fct_openings') }}

),

final as (

    select
        groups.dimension,
        groups.dimension_code,
        listings_a.source as source_a,
        listings_b.source as source_b,
        'n_both' as figure,
        'opening' as counted_kind,
        openings.opening_id as counted_id
    from listings as listings_a
    inner join listings as listings_b
        on
            listings_a.opening_id = listings_b.opening_id
            and listings_a.source < listings_b.source
    inner join openings
        on listings_a.opening_id = openings.opening_id
    cross join {{ traced_groups() }} as groups

)

select * from final
