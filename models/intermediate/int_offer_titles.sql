{{ config(indexes=[{'columns': ['offer_key'], 'unique': True}]) }}

-- What is left of a title without the town, the employer and what a board adds.
with

keys as (

    select * from {{ ref('int_offer_keys') }}

),

places as (

    select * from {{ ref('int_offer_places') }}

),

towns as (

    select
        'C:' || commune_code as place_id,
        place_key as town_key
    from {{ ref('int_communes') }}

),

title_towns as (

    select * from {{ ref('int_title_towns') }}

),

suffixes as (

    select * from {{ ref('int_title_suffixes') }}

),

final as (

    select
        keys.offer_key,
        replace(
            replace(
                replace(
                    replace(
                        ' ' || keys.title_folded || ' ',
                        ' ' || coalesce(suffixes.suffix, '∅') || ' ',
                        ' '
                    ),
                    ' ' || coalesce(towns.town_key, '∅') || ' ',
                    ' '
                ),
                ' ' || coalesce(title_towns.town_key, '∅') || ' ',
                ' '
            ),
            ' ' || coalesce(keys.employer_key, '∅') || ' ',
            ' '
        ) as title_of_job
    from keys
    inner join places
        on keys.offer_key = places.offer_key
    left join towns
        on places.place_id = towns.place_id
    left join title_towns
        on keys.title_folded = title_towns.title_folded
    left join suffixes
        on keys.title_suffix = suffixes.suffix

)

select * from final
