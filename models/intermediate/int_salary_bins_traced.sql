{{ config(materialized='view') }}

-- The last bin is open: what is over it counts in it. In `n` every bin of a group
-- counts.
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
        figures.figure,
        'opening' as counted_kind,
        openings.opening_id as counted_id
    from openings
    cross join {{ salary_groups() }} as groups
    inner join bins
        on
            groups.dimension = bins.dimension
            and groups.dimension_code = bins.dimension_code
    cross join
        lateral (
            values
            (
                'openings',
                openings.middle_eur >= bins.bin_low_eur
                and coalesce(openings.middle_eur < bins.bin_high_eur, true)
            ),
            ('n', true)
        ) as figures (figure, holds)
    where openings.is_declared and figures.holds

)

select * from final
