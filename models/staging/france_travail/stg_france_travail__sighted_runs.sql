with

sighted as (

    {{ distinct_values(source('france_travail', 'sightings'), 'run_id') }}

),

final as (

    select
        run_id,
        'france_travail' as source
    from sighted

)

select * from final
