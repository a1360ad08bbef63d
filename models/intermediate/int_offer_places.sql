{{ config(indexes=[{'columns': ['offer_key'], 'unique': True}]) }}

with

offers as (

    select
        offer_key,
        place_label,
        {{ surrogate_key([
            'place_insee_code', 'place_postal_code', 'place_label',
            'place_city', 'place_district', 'place_country_code',
        ]) }} as shape_id
    from {{ ref('int_offers_current') }}

),

shapes as (

    select * from {{ ref('int_place_shapes_resolved') }}

),

places as (

    select * from {{ ref('int_places') }}

),

final as (

    select
        offers.offer_key,
        offers.place_label,
        coalesce(places.place_id, 'unknown') as place_id,
        coalesce(places.level, 'unknown') as place_level,
        places.commune_code,
        places.departement_code,
        places.region_code
    from offers
    inner join shapes
        on offers.shape_id = shapes.shape_id
    left join places
        on shapes.place_id = places.place_id

)

select * from final
