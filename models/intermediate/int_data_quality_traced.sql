{{ config(materialized='view') }}

with

traced as (

    select * from {{ ref('int_data_quality_daily_traced') }}

),

final as (

    select
        source,
        metric,
        figure,
        counted_kind,
        counted_id
    from traced

)

select * from final
