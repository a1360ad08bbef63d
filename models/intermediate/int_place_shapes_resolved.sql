{{ config(indexes=[{'columns': ['shape_id'], 'unique': True}]) }}

-- Offers share their ways of writing a place, so each way is resolved once.
-- The rungs go from the surest (an INSEE code) to the loosest (a town's name
-- alone, taken only when one commune clearly outweighs its namesakes).
with

shapes as (

    select distinct  -- the same place is written alike in many offers
        place_insee_code,
        place_postal_code,
        place_label,
        place_city,
        place_district,
        place_country_code
    from {{ ref('int_offers_unioned') }}

),

communes as (

    select * from {{ ref('int_communes') }}

),

departements as materialized (

    select
        *,
        {{ place_key('departement_name') }} as place_key
    from {{ ref('departements') }}

),

regions as materialized (

    select
        *,
        {{ place_key('region_name') }} as place_key
    from {{ ref('regions') }}

),

aliases as (

    select * from {{ ref('place_aliases') }}

),

read as materialized (

    select
        {{ surrogate_key([
            'place_insee_code', 'place_postal_code', 'place_label',
            'place_city', 'place_district', 'place_country_code',
        ]) }} as shape_id,
        *,
        coalesce(
            upper(substring(place_label from '^ ?([0-9][0-9AB][0-9]?) ?[-–]')),
            upper(substring(place_label from '[(]([0-9][0-9AB][0-9]?)[)] *$'))
        ) as label_departement,
        place_label ~* '[(]dept[.]?[)]|d[ée]partement' as names_departement,
        {{ place_key(
            "regexp_replace(regexp_replace(coalesce(place_city, place_label), "
            ~ "'^ ?[0-9][0-9AB][0-9]? ?[-–]', ''), '[(].*$', '')"
        ) }} as name_key,
        {{ place_key('place_district') }} as district_key,
        replace(place_postal_code, ' ', '') as postal_code,
        substring(
            coalesce(place_city, place_label) from '[^0-9]0?([0-9]{1,2})\D*$'
        ) as arrondissement
    from shapes

),

names as (

    select
        place_key,
        departement_code,
        current_commune_code,
        kind,
        population,
        sum(population) over (partition by place_key) as namesakes_population,
        row_number() over (
            partition by place_key order by population desc, commune_code
        ) as rank_in_country,
        row_number() over (
            partition by place_key, departement_code
            order by kind = 'former', population desc, commune_code
        ) as rank_in_departement
    from communes
    where kind <> 'arrondissement'

),

arrondissements as (

    select
        commune_code,
        departement_code,
        substring(commune_name from '[0-9]+') as arrondissement,
        substring(commune_name from '^[[:alpha:]]+') as city_name
    from communes
    where kind = 'arrondissement'

),

postal_codes as (

    select
        split.postal_code,
        communes.place_key,
        communes.current_commune_code,
        communes.departement_code,
        count(*) over (partition by split.postal_code) as sharing
    from communes
    cross join
        lateral
        unnest(string_to_array(communes.postal_codes, '|'))
            as split (postal_code)
    where
        communes.kind = 'arrondissement'
        -- A city cut into arrondissements lists all their postal codes.
        or communes.commune_code not in ('75056', '69123', '13055')

),

postal_departements as (

    select
        postal_code,
        min(departement_code) as departement_code
    from postal_codes
    group by 1
    having count(distinct departement_code) = 1

),

matched as (

    select
        read.shape_id,
        read.place_label,
        by_code.current_commune_code as commune_by_code,
        arrondissements.commune_code as commune_by_arrondissement,
        by_postal_name.current_commune_code as commune_by_postal_name,
        by_name.current_commune_code as commune_by_name,
        by_postal.current_commune_code as commune_by_postal,
        by_name_alone.current_commune_code as commune_by_name_alone,
        aliases.place_id as alias_place_id,
        departements.departement_code,
        regions.region_code,
        read.names_departement,
        read.place_country_code,
        -- A place whose departement is written is not abroad.
        read.place_country_code is not null
        and upper(read.place_country_code) not in (
            'FR', 'GP', 'MQ', 'GF', 'RE', 'YT', 'PM', 'BL', 'MF', 'PF', 'NC',
            'WF', 'TF'
        ) as is_abroad
    from read
    left join communes as by_code
        on read.place_insee_code = by_code.commune_code
    left join postal_departements
        on read.postal_code = postal_departements.postal_code
    left join departements as by_district
        on
            read.district_key = by_district.place_key
    left join departements
        on coalesce(
            read.label_departement,
            postal_departements.departement_code,
            by_district.departement_code
        ) = departements.departement_code
    left join arrondissements
        on
            departements.departement_code = arrondissements.departement_code
            and read.arrondissement = arrondissements.arrondissement
            and read.name_key = lower(arrondissements.city_name)
    left join names as by_name
        on
            read.name_key = by_name.place_key
            and departements.departement_code = by_name.departement_code
            and by_name.rank_in_departement = 1
    left join postal_codes as by_postal_name
        on
            read.postal_code = by_postal_name.postal_code
            and (
                read.name_key = by_postal_name.place_key
                or by_postal_name.sharing = 1
            )
    left join postal_codes as by_postal
        on
            read.postal_code = by_postal.postal_code
            and by_postal.sharing = 1
    left join names as by_name_alone
        on
            read.name_key = by_name_alone.place_key
            and by_name_alone.rank_in_country = 1
            and departements.departement_code is null
            and by_name_alone.population
            >= 0.8 * by_name_alone.namesakes_population
            and by_name_alone.kind <> 'former'
    left join aliases
        on read.name_key = aliases.place_key
    left join regions
        on
            read.name_key = regions.place_key
            and departements.departement_code is null

),

final as (

    select
        shape_id,
        min(place_label) as place_label,
        min(case
            when commune_by_code is not null then 'C:' || commune_by_code
            when is_abroad then 'foreign'
            when names_departement and departement_code is not null
                then 'D:' || departement_code
            when commune_by_arrondissement is not null
                then 'C:' || commune_by_arrondissement
            when commune_by_postal_name is not null
                then 'C:' || commune_by_postal_name
            when commune_by_name is not null then 'C:' || commune_by_name
            when commune_by_postal is not null then 'C:' || commune_by_postal
            when departement_code is not null then 'D:' || departement_code
            when alias_place_id is not null then alias_place_id
            when region_code is not null then 'R:' || region_code
            when commune_by_name_alone is not null
                then 'C:' || commune_by_name_alone
            when place_country_code is not null then 'FR'
            else 'unknown'
        end) as place_id
    from matched
    group by 1

)

select * from final
