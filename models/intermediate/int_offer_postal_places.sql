{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        on_schema_change='append_new_columns',
        unique_key='version_key',
        indexes=[{'columns': ['version_key'], 'unique': True}],
    )
}}

-- Some partners give a postal code where France Travail wants an INSEE code, and it
-- labels the commune that has that code: 59500 is postal Douai and INSEE
-- Ribécourt-la-Tour. Where the text names a commune of the postal code and not the
-- one labelled, it is meant. Forms of the publisher's own list communes by name.
with

offers as (

    select
        version_key,
        place_insee_code
    from {{ ref('int_offers_unioned') }}
    where
        partner_name is not null
        and place_insee_code is not null
        and {{ only_new_versions('int_offers_unioned.version_key') }}

),

-- A name alone may be another town's, or a part of its name: it counts for the
-- largest of its namesakes, from the size on that INSEE calls a town.
communes as (

    select
        *,
        kind = 'arrondissement'
        or (
            population >= 2000
            and population = max(population) over (partition by place_key)
        ) as is_known_by_name
    from {{ ref('int_communes') }}

),

-- A city cut into arrondissements lists all their postal codes.
postal_codes as materialized (

    select
        split.postal_code,
        communes.current_commune_code as commune_code,
        communes.place_key,
        communes.population,
        communes.is_known_by_name
    from communes
    cross join
        lateral
        unnest(string_to_array(communes.postal_codes, '|'))
            as split (postal_code)
    where communes.commune_code not in ('75056', '69123', '13055')

),

-- Of "Aix-en-Provence", "Aix" is enough to be named.
labelled as (

    select
        offers.version_key,
        offers.place_insee_code,
        regexp_replace(communes.place_key, ' (?:en|sur|les|lez) .*', '')
            as label_key
    from offers
    inner join communes
        on offers.place_insee_code = communes.commune_code
    where
        exists (
            select 1 from postal_codes
            where
                postal_codes.postal_code = offers.place_insee_code
                and postal_codes.commune_code <> communes.current_commune_code
        )

),

texts as materialized (

    select
        labelled.version_key,
        labelled.place_insee_code,
        labelled.label_key,
        regexp_replace(
            replace(texts.title_tokens || ' | ' || texts.tokens, ' |', ''),
            '\yst(?=e?\y)', 'Saint', 'gi'
        ) as text
    from labelled
    inner join {{ ref('int_offer_texts') }} as texts
        on labelled.version_key = texts.version_key

),

texts_split as materialized (

    select
        version_key,
        {{ words('text') }} as words
    from texts
    where strpos(' ' || lower(text) || ' ', ' ' || label_key || ' ') = 0

),

phrases as (

    select distinct  -- a town counts once, however often named
        texts_split.version_key,
        lower(phrases.phrase) as place_key
    from texts_split
    cross join {{ phrases('texts_split.words', '[A-Z]') }} as phrases

),

named as (

    select
        texts.version_key,
        postal_codes.commune_code,
        postal_codes.population,
        postal_codes.is_known_by_name,
        strpos(
            lower(texts.text) || ' ',
            texts.place_insee_code || ' ' || postal_codes.place_key || ' '
        ) > 0 as is_beside_code
    from texts
    inner join postal_codes
        on texts.place_insee_code = postal_codes.postal_code
    inner join phrases
        on
            texts.version_key = phrases.version_key
            and postal_codes.place_key = phrases.place_key

),

-- Where nothing is named a row is kept as well, so that no text is read again.
final as (

    select distinct on (texts.version_key)  -- the surest, then the largest
        texts.version_key,
        named.commune_code
    from texts
    left join named
        on
            texts.version_key = named.version_key
            and (named.is_beside_code or named.is_known_by_name)
    order by
        texts.version_key asc,
        named.is_beside_code desc,
        named.population desc,
        named.commune_code asc

)

select * from final
