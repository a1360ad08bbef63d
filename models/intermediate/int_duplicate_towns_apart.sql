{{
    config(
        indexes=[{'columns': ['offer_key_a', 'offer_key_b'], 'unique': True}],
    )
}}

-- An offer placed in "France" whose text says "à Montpellier", beside one in
-- Tours: two openings, though no field says so. A town that both texts name, or
-- that is the other offer's, tells nothing.
with

fingerprints as not materialized (

    select
        *,
        coalesce(title_town_key, town_key) as known_town_key
    from {{ ref('int_offer_fingerprints') }}

),

stock_towns as (

    select * from {{ ref('int_stock_towns') }}

),

texts as not materialized (

    select * from {{ ref('int_offer_texts') }}

),

-- Texts are long: they are opened only where a pair could be one opening.
pairs as materialized (

    select
        compared.offer_key_a,
        compared.offer_key_b,
        first_side.version_key as version_key_a,
        second_side.version_key as version_key_b,
        first_side.known_town_key as town_key_a,
        second_side.known_town_key as town_key_b
    from {{ ref('int_duplicate_texts_compared') }} as compared
    inner join fingerprints as first_side
        on compared.offer_key_a = first_side.offer_key
    inner join fingerprints as second_side
        on compared.offer_key_b = second_side.offer_key
    where
        compared.text_overlap >= 0.5
        and {{ place_relation('first_side', 'second_side') }}
        in ('compatible', 'unknown')

),

sides as materialized (

    select
        offer_key_a,
        offer_key_b,
        version_key_a as version_key,
        version_key_b as other_version_key,
        town_key_b as other_town_key
    from pairs
    where town_key_a is null
    union all
    select
        offer_key_a,
        offer_key_b,
        version_key_b as version_key,
        version_key_a as other_version_key,
        town_key_a as other_town_key
    from pairs
    where town_key_b is null

),

texts_to_read as (

    select distinct version_key  -- a text of many pairs is read once
    from sides

),

texts_split as materialized (

    select
        texts.version_key,
        {{ words("replace(texts.tokens, ' |', '')") }} as words
    from texts_to_read
    inner join texts
        on texts_to_read.version_key = texts.version_key

),

phrases as (

    select
        texts_split.version_key,
        lower(phrases.phrase) as town_key
    from texts_split
    cross join {{ phrases('texts_split.words', '[A-Z]') }} as phrases

),

towns_named as materialized (

    select distinct  -- a town counts once, however often named
        phrases.version_key,
        stock_towns.town_key
    from phrases
    inner join stock_towns
        on phrases.town_key = stock_towns.town_key

),

sides_apart as (

    select distinct  -- one town is enough
        sides.offer_key_a,
        sides.offer_key_b,
        sides.version_key
    from sides
    inner join towns_named
        on sides.version_key = towns_named.version_key
    inner join texts
        on sides.version_key = texts.version_key
    inner join texts as other_texts
        on sides.other_version_key = other_texts.version_key
    where
        not {{ names('other_texts', 'towns_named.town_key') }}
        and not {{ names('texts', 'sides.other_town_key') }}

),

-- Where neither has a town, each must name one of its own: a longer text names
-- more than its extract.
final as (

    select
        pairs.offer_key_a,
        pairs.offer_key_b
    from pairs
    inner join sides_apart
        on
            pairs.offer_key_a = sides_apart.offer_key_a
            and pairs.offer_key_b = sides_apart.offer_key_b
    group by 1, 2
    having
        count(*) = max(
            case when pairs.town_key_a is null then 1 else 0 end
            + case when pairs.town_key_b is null then 1 else 0 end
        )

)

select * from final
