-- Bins of one width for every group, so that two curves can be laid over each
-- other; an empty bin has no row.
{%- set width = 2500 %}
{%- set open_from = 150000 %}
with

openings as (

    select * from {{ ref('int_opening_salaries') }}
    where is_declared

),

binned as (

    select
        groups.dimension,
        groups.dimension_code,
        least(
            floor(openings.middle_eur / {{ width }}) * {{ width }},
            {{ open_from }}
        )::integer as bin_low_eur,
        count(*) as openings
    from openings
    cross join {{ salary_groups() }} as groups
    group by 1, 2, 3

),

summed as (

    select
        *,
        (
            sum(openings) over (partition by dimension, dimension_code)
        )::bigint as n
    from binned

),

final as (

    select
        dimension,
        dimension_code,
        bin_low_eur,
        case
            when bin_low_eur < {{ open_from }} then bin_low_eur + {{ width }}
        end as bin_high_eur,
        openings,
        {{ share('openings', 'n') }} as share,
        n
    from summed
    where n >= {{ var('smallest_published_n') }}

)

select * from final
