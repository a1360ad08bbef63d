{{ config(indexes=[{'columns': ['source', 'ended_at']}]) }}

with

unioned as (

    select * from {{ ref('stg_france_travail__crawl_runs') }}
    union all
    select * from {{ ref('stg_wttj__crawl_runs') }}
    union all
    select * from {{ ref('stg_service_public__crawl_runs') }}

),

final as (

    select
        *,
        row_number() over (
            partition by source order by started_at, run_id
        ) as run_number
    from unioned

)

select * from final
