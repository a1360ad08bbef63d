with

salaries as (

    select * from {{ ref('agg_salaries') }}

),

final as (

    select *
    from salaries
    where
        n < {{ var('smallest_published_n') }}
        and coalesce(
            p10_eur, p25_eur, median_eur, p75_eur, p90_eur,
            median_low_eur, median_high_eur
        ) is not null

)

select * from final
