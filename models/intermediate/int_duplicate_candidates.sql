{{
    config(
        indexes=[{'columns': ['offer_key_a', 'offer_key_b'], 'unique': True}],
    )
}}

-- The blocking ladder: the partner's own reference; employer, town and title;
-- rare shingles of the text. Rungs look at twins' representatives only. In a
-- block over the size below each is compared with the next few in order: the
-- cost stays in line with the block, and nothing is skipped.
{%- set largest_block = 60 %}
{%- set neighbours = 5 %}
with

fingerprints as not materialized (

    select * from {{ ref('int_offer_fingerprints') }}

),

representatives as (

    select * from fingerprints
    where offer_key = twin_offer_key

),

-- Looked up for each shingle of all texts: hashed, not searched in its index.
frequencies as materialized (

    select * from {{ ref('int_shingle_frequencies') }}
    where titles <= 3 and offers > 1

),

by_twin as (

    select
        twin_offer_key as offer_key_a,
        offer_key as offer_key_b,
        'twin' as rung
    from fingerprints
    where offer_key <> twin_offer_key

),

by_verdict as (

    select
        verdicts.offer_key_a,
        verdicts.offer_key_b,
        'verdict' as rung
    from {{ ref('duplicate_verdicts') }} as verdicts
    inner join representatives as first_side
        on verdicts.offer_key_a = first_side.offer_key
    inner join representatives as second_side
        on verdicts.offer_key_b = second_side.offer_key

),

-- Texts are long: their shingles are looked up once, for both rungs below.
known_shingles as materialized (

    select
        split.shingle,
        representatives.offer_key,
        representatives.town_id,
        frequencies.offers <= {{ largest_block }} as is_rare
    from representatives
    cross join lateral unnest(representatives.shingles) as split (shingle)
    inner join frequencies
        on split.shingle = frequencies.shingle

),

rare_shingles as (

    select
        shingle,
        offer_key
    from known_shingles
    where is_rare

),

by_text as (

    select
        first_side.offer_key as offer_key_a,
        second_side.offer_key as offer_key_b,
        'text' as rung
    from rare_shingles as first_side
    inner join rare_shingles as second_side
        on
            first_side.shingle = second_side.shingle
            and first_side.offer_key < second_side.offer_key
    group by 1, 2
    having count(*) >= 3

),

-- Of an advert in more offers than that, its first shingles stand for it.
crowded_shingles as (

    select
        offer_key,
        town_id,
        min(shingle) as shingle
    from known_shingles
    where not is_rare
    group by 1, 2

),

keyed as (

    select
        offer_key,
        'apply_reference' as rung,
        apply_reference as block_key
    from representatives
    where apply_reference is not null
    union all
    select
        offer_key,
        'employer_place_title' as rung,
        concat_ws(
            '|', employer_id, town_id, array_to_string(title_words, ' ')
        ) as block_key
    from representatives
    where employer_id <> 'unknown' and title_words is not null
    union all
    select
        offer_key,
        'crowded_text' as rung,
        concat_ws('|', shingle, town_id) as block_key
    from crowded_shingles

),

counted as materialized (

    select
        offer_key,
        rung,
        block_key,
        count(*) over (partition by rung, block_key) as block_size,
        row_number() over (
            partition by rung, block_key order by offer_key
        ) as place_in_block
    from keyed

),

by_key as (

    select
        first_side.offer_key as offer_key_a,
        second_side.offer_key as offer_key_b,
        first_side.rung
    from counted as first_side
    inner join counted as second_side
        on
            first_side.rung = second_side.rung
            and first_side.block_key = second_side.block_key
            and first_side.place_in_block < second_side.place_in_block
    where
        first_side.block_size between 2 and {{ largest_block }}

),

by_neighbours as (

    select
        first_side.offer_key as offer_key_a,
        second_side.offer_key as offer_key_b,
        first_side.rung || '_neighbours' as rung
    from counted as first_side
    cross join generate_series(1, {{ neighbours }}) as step (places)
    inner join counted as second_side
        on
            first_side.rung = second_side.rung
            and first_side.block_key = second_side.block_key
            and first_side.place_in_block + step.places
            = second_side.place_in_block
    where first_side.block_size > {{ largest_block }}

),

unioned as (

    select * from by_twin
    union all
    select * from by_verdict
    union all
    select * from by_text
    union all
    select * from by_key
    union all
    select * from by_neighbours

),

final as (

    select
        offer_key_a,
        offer_key_b,
        string_agg(distinct rung, ',' order by rung) as rungs
    from unioned
    group by 1, 2

)

select * from final
