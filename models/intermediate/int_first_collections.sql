{{ config(materialized='view') }}

-- Of what came earlier only what was still open then is known, and until its end not
-- all of that. All sources together were collected once the last of them was.
with

collections as (

    select
        source,
        min(ended_at) as collected_from
    from {{ ref('fct_crawl_runs') }}
    where kind = 'full' and is_certified
    group by 1

),

final as (

    select
        source,
        collected_from
    from collections
    union all
    select
        'all' as source,
        max(collected_from) as collected_from
    from collections

)

select * from final
