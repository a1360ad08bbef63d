{{
    config(
        indexes=[{'columns': ['offer_key_a', 'offer_key_b'], 'unique': True}],
    )
}}

-- The blocking ladder. Rungs look at twins' representatives only; a group over
-- the size below is left to the other rungs and counted by a test.
{%- set largest_group = 60 %}
with

fingerprints as (

    select * from {{ ref('int_offer_fingerprints') }}

),

representatives as (

    select * from fingerprints
    where offer_key = twin_offer_key

),

frequencies as (

    select * from {{ ref('int_shingle_frequencies') }}

),

by_twin as (

    select
        twin_offer_key as offer_key_a,
        offer_key as offer_key_b,
        'twin' as rung
    from fingerprints
    where offer_key <> twin_offer_key

),

rare_shingles as materialized (

    select
        split.shingle,
        representatives.offer_key
    from representatives
    cross join lateral unnest(representatives.shingles) as split (shingle)
    inner join frequencies
        on split.shingle = frequencies.shingle
    where
        frequencies.titles <= 3
        and frequencies.offers between 2 and {{ largest_group }}

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

keyed as (

    select
        offer_key,
        'apply_url' as rung,
        apply_url as block_key
    from representatives
    where apply_url is not null
    union all
    select
        offer_key,
        'employer_place_title' as rung,
        concat_ws(
            '|', employer_id, town_id, array_to_string(title_words, ' ')
        ) as block_key
    from representatives
    where employer_id <> 'unknown' and title_words is not null

),

counted as (

    select
        *,
        count(*) over (partition by rung, block_key) as group_size
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
            and first_side.offer_key < second_side.offer_key
    where first_side.group_size <= {{ largest_group }}

),

unioned as (

    select * from by_twin
    union all
    select * from by_text
    union all
    select * from by_key

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
