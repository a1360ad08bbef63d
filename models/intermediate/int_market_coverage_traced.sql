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
        sources.source,
        'n' as figure,
        'opening' as counted_kind,
        openings.opening_id as counted_id
    from listings
    inner join openings
        on listings.opening_id = openings.opening_id
    cross join {{ traced_groups() }} as groups
    cross join
        lateral (values (listings.source), ('all')) as sources (source)

)

select * from final
