{{ config(materialized='view') }}

with

listings as (

    select * from {{ ref('int_source_listings') }}

),

openings as (

    select * from {{ ref('fct_openings') }}

),

cells as (

    select * from {{ ref('agg_source_coverage') }}

),

grouped as (

    select
        groups.dimension,
        groups.dimension_code,
        listings.source,
        listings.opening_id
    from listings
    inner join openings
        on listings.opening_id = openings.opening_id
    cross join {{ traced_groups() }} as groups

),

counted as (

    select
        cells.dimension,
        cells.dimension_code,
        cells.source_a,
        cells.source_b,
        case when grouped.source = cells.source_a then 'n_a' else 'n_b' end
            as figure,
        grouped.opening_id
    from cells
    inner join grouped
        on
            cells.dimension = grouped.dimension
            and cells.dimension_code = grouped.dimension_code
            and grouped.source in (cells.source_a, cells.source_b)
    union all
    select
        cells.dimension,
        cells.dimension_code,
        cells.source_a,
        cells.source_b,
        'n_both' as figure,
        grouped.opening_id
    from cells
    inner join grouped
        on
            cells.dimension = grouped.dimension
            and cells.dimension_code = grouped.dimension_code
            and cells.source_a = grouped.source
    inner join listings as others
        on
            grouped.opening_id = others.opening_id
            and cells.source_b = others.source

),

final as (

    select
        dimension,
        dimension_code,
        source_a,
        source_b,
        figure,
        'opening' as counted_kind,
        opening_id as counted_id
    from counted

)

select * from final
