{{ config(indexes=[{'columns': ['offer_key'], 'unique': True}]) }}

with

offers as (

    select
        offers.offer_key,
        offers.version_key,
        offers.place_label,
        keys.place_shape_id as shape_id
    from {{ ref('int_offers_current') }} as offers
    inner join {{ ref('int_offer_keys') }} as keys
        on offers.offer_key = keys.offer_key

),

shapes as (

    select * from {{ ref('int_place_shapes_resolved') }}

),

postal_places as (

    select * from {{ ref('int_offer_postal_places') }}

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
        places.region_code,
        postal_places.commune_code is not null as is_postal_code_given
    from offers
    inner join shapes
        on offers.shape_id = shapes.shape_id
    left join postal_places
        on offers.version_key = postal_places.version_key
    left join places
        on
            coalesce('C:' || postal_places.commune_code, shapes.place_id)
            = places.place_id

)

select * from final
