{{ config(materialized='view') }}

-- Ended or not: what a run saw before it was cut off is told as well.
with

final as (

    select source, run_id from {{ ref('stg_france_travail__sighted_runs') }}
    union all
    select source, run_id from {{ ref('stg_wttj__sighted_runs') }}
    union all
    select source, run_id from {{ ref('stg_service_public__sighted_runs') }}

)

select * from final
