{{ config(indexes=[{'columns': ['place_id'], 'unique': True}]) }}

with

places as (

    select * from {{ ref('int_places') }}

),

final as (

    select
        place_id,
        level,
        commune_code,
        commune_name,
        departement_code,
        departement_name,
        region_code,
        region_name,
        population
    from places

)

select * from final
