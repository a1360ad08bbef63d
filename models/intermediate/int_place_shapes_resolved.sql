{{ config(indexes=[{'columns': ['shape_id'], 'unique': True}]) }}

-- Offers share their ways of writing a place, so each way is resolved once.
-- The rungs go from the surest (an INSEE code) to the loosest (a town's name
-- alone, taken only when one commune clearly outweighs its namesakes). Of towns
-- in a row the narrowest area that holds them all is the place.
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

-- "12 rue X - 75004 PARIS": the town stands behind its postal code.
addresses as (

    select
        *,
        substring(
            place_label
            from '(?:^|[^0-9])([0-9]{2} ?[0-9]{3})(?=[^0-9]*[[:alpha:]]|[)])'
        ) as label_postal_code
    from shapes

),

read as materialized (

    select
        {{ surrogate_key([
            'place_insee_code', 'place_postal_code', 'place_label',
            'place_city', 'place_district', 'place_country_code',
        ]) }} as shape_id,
        *,
        coalesce(
            upper(substring(
                place_label
                from '^ ?([0-9][0-9AB][0-9]?)(?: ?[-–]| ?$| [[:alpha:]-]+ ?$)'
            )),
            upper(substring(place_label from '[(]([0-9][0-9AB][0-9]?)[)] *$'))
        ) as label_departement,
        place_label ~* '[(]dept[.]?[)]|d[ée]partement' as names_departement,
        {{ place_key(
            "regexp_replace(regexp_replace(coalesce("
            ~ "place_city, split_part(place_label, label_postal_code, 2), "
            ~ "place_label), '^ ?[0-9][0-9AB][0-9]? ?[-–]', ''), "
            ~ "'[(].*$', '')"
        ) }} as name_key,
        {{ place_key('place_district') }} as district_key,
        replace(coalesce(place_postal_code, label_postal_code), ' ', '')
            as postal_code,
        substring(
            coalesce(place_city, place_label) from '[^0-9]0?([0-9]{1,2})\D*$'
        ) as arrondissement,
        regexp_replace(
            coalesce(place_city, place_label), '(?:…|[.]{3}) ?[+][0-9]+$', ''
        ) as listed,
        coalesce(place_city, place_label) ~ '(?:…|[.]{3}) ?[+][0-9]+$'
            as is_cut
    from addresses

),

-- What people call Saint-Ouen is officially "sur Seine".
spelled as (

    select
        *,
        false as is_short
    from communes
    where kind <> 'arrondissement'
    union all
    select
        communes.*,
        true as is_short
    from communes
    where kind = 'commune' and place_key like '% sur %'

),

named as (

    select
        *,
        case
            when is_short then split_part(place_key, ' sur ', 1)
            else place_key
        end as short_key
    from spelled

),

names as (

    select
        short_key as place_key,
        departement_code,
        current_commune_code,
        kind,
        population,
        is_short,
        sum(population) filter (where not is_short)
            over (partition by short_key) as namesakes_population,
        sum(population) over (partition by short_key) as all_population,
        row_number() over (
            partition by short_key order by population desc, commune_code
        ) as rank_in_country,
        row_number() over (
            partition by short_key, departement_code
            order by
                kind = 'former', is_short, population desc, commune_code
        ) as rank_in_departement
    from named

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

-- A condition on the groups would have the planner expect a handful, and compare
-- each place with each postal code.
postal_departements as (

    select
        postal_code,
        case
            when min(departement_code) = max(departement_code)
                then min(departement_code)
        end as departement_code
    from postal_codes
    group by 1

),

-- A small town that has namesakes may be another abroad as well ("Gland").
known_names as (

    select
        place_key,
        departement_code,
        current_commune_code,
        population
    from names
    where
        rank_in_country = 1
        and kind <> 'former'
        and population
        >= case when population < 5000 then 1 else 0.8 end * case
            when is_short then all_population
            else namesakes_population
        end

),

-- "Bordeaux, Paris", "Rennes…+1", "Lyon, Rhône, France": areas place a town.
listed_parts as (

    select
        read.shape_id,
        split.part,
        {{ place_key("regexp_replace(split.part, '[(].*$', '')") }} as part_key
    from read
    cross join
        lateral unnest(string_to_array(read.listed, ',')) as split (part)
    where read.is_cut or read.listed like '%,%'

),

listed_places as (

    select
        listed_parts.shape_id,
        known_names.current_commune_code,
        coalesce(known_names.departement_code, areas.departement_code)
            as departement_code,
        coalesce(
            towns_departements.region_code, areas.region_code,
            regions.region_code
        ) as region_code,
        aliases.place_id as alias_place_id
    from listed_parts
    left join aliases
        on listed_parts.part_key = aliases.place_key
    left join regions
        on listed_parts.part_key = regions.place_key
    left join known_names
        on
            listed_parts.part_key = known_names.place_key
            and aliases.place_key is null
    left join departements as towns_departements
        on known_names.departement_code = towns_departements.departement_code
    left join departements as areas
        on
            listed_parts.part_key = areas.place_key
            and known_names.place_key is null

),

listed_areas as (

    select
        shape_id,
        count(distinct current_commune_code) as communes,
        min(current_commune_code) as commune_code,
        count(distinct departement_code) as departements,
        min(departement_code) as departement_code,
        count(distinct region_code) as regions,
        min(region_code) as region_code,
        bool_and(coalesce(
            current_commune_code, departement_code, region_code,
            alias_place_id
        ) is not null) as is_known,
        bool_or(alias_place_id = 'foreign') as is_partly_foreign,
        bool_and(alias_place_id is not distinct from 'foreign') as is_foreign
    from listed_places
    group by 1

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
        by_area.departement_code as departement_by_name,
        regions.region_code,
        case
            when listed_areas.shape_id is null then null
            when listed_areas.is_foreign then 'foreign'
            when
                listed_areas.is_partly_foreign or not listed_areas.is_known
                then null
            when read.is_cut then 'FR'
            when listed_areas.communes = 1
                then 'C:' || listed_areas.commune_code
            when listed_areas.departements = 1
                then 'D:' || listed_areas.departement_code
            when listed_areas.regions = 1
                then 'R:' || listed_areas.region_code
            else 'FR'
        end as listed_place_id,
        -- A village that bears a département's name is seldom meant.
        read.place_city is null and by_name_alone.population < 10000
            as is_rather_area,
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
            by_district.departement_code,
            -- Codes of CEDEX are in no list, but begin as others do.
            case
                when read.postal_code ~ '^9[78]' then left(read.postal_code, 3)
                when read.postal_code !~ '^20' then left(read.postal_code, 2)
            end
        ) = departements.departement_code
    left join departements as by_area
        on
            departements.departement_code is null
            and regexp_replace(
                read.name_key,
                '^departement (?:(?:des?|du) (?:l |la )?|d |l )?', ''
            ) = by_area.place_key
    left join arrondissements
        on
            coalesce(
                departements.departement_code, arrondissements.departement_code
            ) = arrondissements.departement_code
            and read.arrondissement = arrondissements.arrondissement
            and read.name_key = lower(arrondissements.city_name)
    left join names as by_name
        on
            read.name_key = by_name.place_key
            and departements.departement_code = by_name.departement_code
            and by_name.rank_in_departement = 1
            -- "33 - Gironde" is not Gironde-sur-Dropt, nor "19 - Corrèze" a village.
            and not (
                read.name_key = departements.place_key
                and departements.departement_code <> '75'
                and (
                    by_name.is_short
                    or coalesce(read.place_city, read.postal_code) is null
                )
            )
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
    left join known_names as by_name_alone
        on
            read.name_key = by_name_alone.place_key
            and departements.departement_code is null
    left join aliases
        on read.name_key = aliases.place_key
    left join regions
        on
            regexp_replace(read.name_key, '^region ', '') = regions.place_key
            and departements.departement_code is null
    left join listed_areas
        on read.shape_id = listed_areas.shape_id

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
            when departement_by_name is not null and is_rather_area
                then 'D:' || departement_by_name
            when commune_by_name_alone is not null
                then 'C:' || commune_by_name_alone
            when departement_by_name is not null
                then 'D:' || departement_by_name
            when listed_place_id is not null then listed_place_id
            when place_country_code is not null then 'FR'
            else 'unknown'
        end) as place_id
    from matched
    group by 1

)

select * from final
