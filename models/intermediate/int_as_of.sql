-- "Now" for every model: a rebuild tomorrow must give the same marts. A run that was
-- cut off leaves what it saw, and no word of its end.
with

moments as (

    select max(ended_at) as known_at
    from {{ ref('int_crawl_runs') }}
    union all
    select max(last_seen_at) as known_at
    from {{ ref('int_sighting_spans') }}

),

final as (

    select
        coalesce(max(known_at), timestamptz '2000-01-01 00:00:00+00')
            as as_of
    from moments

)

select * from final
