{{ config(indexes=[{'columns': ['offer_key'], 'unique': True}]) }}

with

shapes as (

    select * from {{ ref('int_place_shapes_resolved') }}

),

postal_places as (

    select * from {{ ref('int_offer_postal_places') }}

),

offers as (

    select
        offers.offer_key,
        offers.place_label,
        keys.title_suffix,
        coalesce('C:' || postal_places.commune_code, shapes.place_id)
            as place_id,
        postal_places.commune_code is not null as is_postal_code_given
    from {{ ref('int_offers_current') }} as offers
    inner join {{ ref('int_offer_keys') }} as keys
        on offers.offer_key = keys.offer_key
    inner join shapes
        on keys.place_shape_id = shapes.shape_id
    left join postal_places
        on offers.version_key = postal_places.version_key

),

communes as (

    select
        'C:' || commune_code as place_id,
        place_key,
        departement_code,
        region_code,
        population,
        sum(population) over (partition by place_key) as namesakes_population
    from {{ ref('int_communes') }}
    where kind = 'commune'

),

-- Of small towns too many are words, surnames or brands.
towns as (

    select
        place_id,
        place_key,
        departement_code,
        region_code
    from communes
    where population >= 5000 and population >= 0.8 * namesakes_population

),

places as (

    select * from {{ ref('int_places') }}

),

-- "Data Engineer - Bordeaux" in "France", or in "33 - Gironde": an area is made
-- more precise by the town behind the title's last dash, if it lies there.
placed as (

    select
        offers.offer_key,
        offers.place_label,
        coalesce(towns.place_id, offers.place_id) as place_id,
        offers.is_postal_code_given
    from offers
    left join places as areas
        on offers.place_id = areas.place_id
    left join towns
        on
            offers.title_suffix = towns.place_key
            and areas.level in ('country', 'region', 'departement')
            and coalesce(areas.region_code, towns.region_code)
            = towns.region_code
            and coalesce(areas.departement_code, towns.departement_code)
            = towns.departement_code

),

final as (

    select
        placed.offer_key,
        placed.place_label,
        coalesce(places.place_id, 'unknown') as place_id,
        coalesce(places.level, 'unknown') as place_level,
        places.commune_code,
        places.departement_code,
        places.region_code,
        placed.is_postal_code_given
    from placed
    left join places
        on placed.place_id = places.place_id

)

select * from final
