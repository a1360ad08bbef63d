{{ config(indexes=[{'columns': ['place_id'], 'unique': True}]) }}

with

communes as (

    select * from {{ ref('int_communes') }}

),

departements as (

    select * from {{ ref('departements') }}

),

regions as (

    select * from {{ ref('regions') }}

),

commune_places as (

    select
        'C:' || communes.commune_code as place_id,
        'commune' as level,
        communes.commune_code,
        communes.commune_name,
        departements.departement_code,
        departements.departement_name,
        departements.region_code,
        departements.region_name,
        communes.population::bigint as population
    from communes
    inner join departements
        on communes.departement_code = departements.departement_code
    where communes.kind <> 'former'

),

populations as (

    select
        departement_code,
        sum(population) as population
    from communes
    where kind = 'commune'
    group by 1

),

departement_places as (

    select
        'D:' || departements.departement_code as place_id,
        'departement' as level,
        null::text as commune_code,
        null::text as commune_name,
        departements.departement_code,
        departements.departement_name,
        departements.region_code,
        departements.region_name,
        populations.population::bigint as population
    from departements
    left join populations
        on departements.departement_code = populations.departement_code

),

region_places as (

    select
        'R:' || regions.region_code as place_id,
        'region' as level,
        null::text as commune_code,
        null::text as commune_name,
        null::text as departement_code,
        null::text as departement_name,
        regions.region_code,
        regions.region_name,
        sum(departement_places.population)::bigint as population
    from regions
    left join departement_places
        on regions.region_code = departement_places.region_code
    group by regions.region_code, regions.region_name

),

other_places as (

    select
        place_id,
        level,
        null::text as commune_code,
        null::text as commune_name,
        null::text as departement_code,
        null::text as departement_name,
        null::text as region_code,
        null::text as region_name,
        null::bigint as population
    from (
        values
        ('FR', 'country'),
        ('foreign', 'foreign'),
        ('unknown', 'unknown')
    ) as others (place_id, level)

),

final as (

    select * from commune_places
    union all
    select * from departement_places
    union all
    select * from region_places
    union all
    select * from other_places

)

select * from final
