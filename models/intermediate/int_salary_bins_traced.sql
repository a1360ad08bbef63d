{{ config(materialized='view') }}

-- The last bin is open: what is over it counts in it.
with

openings as (

    select * from {{ ref('int_opening_salaries') }}

),

bins as (

    select * from {{ ref('agg_salary_bins') }}

),

final as (

    select
        bins.dimension,
        bins.dimension_code,
        bins.bin_low_eur,
        'openings' as figure,
        'opening' as counted_kind,
        openings.opening_id as counted_id
    from openings
    cross join {{ salary_groups() }} as groups
    inner join bins
        on
            groups.dimension = bins.dimension
            and groups.dimension_code = bins.dimension_code
            and openings.middle_eur >= bins.bin_low_eur
            and (
                openings.middle_eur < bins.bin_high_eur
                or bins.bin_high_eur is null
            )
    where openings.is_declared

)

select * from final
