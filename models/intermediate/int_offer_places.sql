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
        -- "acme/data-scientist_massy_ACME_9ZJ": the town of the advert's address.
        case
            when
                offers.source = 'wttj'
                and offers.place_postal_code is null
                and offers.place_country_code is null
                then replace(
                    substring(offers.offer_id from '/[^_]*_([a-z][a-z-]*)'),
                    '-', ' '
                )
        end as address_key,
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

aliases as (

    select * from {{ ref('place_aliases') }}

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

villages as (

    select
        place_id,
        place_key
    from communes
    where population < 5000

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

-- A board that looks up towns finds villages for what it does not know, such as
-- Lausanne or the whole country; the address keeps what the employer wrote.
addressed as (

    select
        offers.offer_key,
        offers.place_label,
        offers.title_suffix,
        offers.is_postal_code_given,
        case
            when villages.place_key <> offers.address_key
                then coalesce(aliases.place_id, towns.place_id, 'unknown')
            else offers.place_id
        end as place_id
    from offers
    left join villages
        on offers.place_id = villages.place_id
    left join aliases
        on offers.address_key = aliases.place_key
    left join towns
        on offers.address_key = towns.place_key

),

-- "Data Engineer - Bordeaux" in "France", or in "33 - Gironde": an area is made
-- more precise by the town behind the title's last dash, if it lies there.
placed as (

    select
        addressed.offer_key,
        addressed.place_label,
        coalesce(towns.place_id, addressed.place_id) as place_id,
        addressed.is_postal_code_given
    from addressed
    left join places as areas
        on addressed.place_id = areas.place_id
    left join towns
        on
            addressed.title_suffix = towns.place_key
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
