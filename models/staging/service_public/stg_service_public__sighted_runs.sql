with

sighted as (

    {{ distinct_values(source('service_public', 'sightings'), 'run_id') }}

),

final as (

    select
        run_id,
        'service_public' as source
    from sighted

)

select * from final
