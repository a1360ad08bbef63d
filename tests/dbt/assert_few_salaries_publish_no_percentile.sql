with

salaries as (

    select * from {{ ref('agg_salaries') }}

),

final as (

    select *
    from salaries
    where
        n < {{ var('smallest_published_n') }}
        and coalesce(p25_eur, median_eur, p75_eur) is not null

)

select * from final
