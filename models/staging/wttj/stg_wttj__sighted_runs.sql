with

sighted as (

    {{ distinct_values(source('wttj', 'sightings'), 'run_id') }}

),

final as (

    select
        run_id,
        'wttj' as source
    from sighted

)

select * from final
