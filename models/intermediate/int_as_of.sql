-- "Now" for every model: a rebuild tomorrow must give the same marts.
with

runs as (

    select ended_at from {{ ref('stg_france_travail__crawl_runs') }}
    union all
    select ended_at from {{ ref('stg_wttj__crawl_runs') }}
    union all
    select ended_at from {{ ref('stg_service_public__crawl_runs') }}

),

final as (

    select
        coalesce(max(ended_at), timestamptz '2000-01-01 00:00:00+00')
            as as_of
    from runs

)

select * from final
