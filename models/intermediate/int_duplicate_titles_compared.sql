{{
    config(
        indexes=[{'columns': ['offer_key_a', 'offer_key_b'], 'unique': True}],
    )
}}

-- Words that only one title holds speak against the pair when the other title
-- holds some of its own ("Hadoop" here, "Spark" there); a title that merely
-- says more does not.
with

candidates as (

    select * from {{ ref('int_duplicate_candidates') }}
    where rungs <> 'twin'

),

fingerprints as (

    select * from {{ ref('int_offer_fingerprints') }}

),

word_weights as (

    select * from {{ ref('int_title_word_weights') }}

),

title_words as (

    select
        fingerprints.offer_key,
        split.word,
        max(word_weights.weight) as weight
    from fingerprints
    cross join lateral unnest(fingerprints.title_words) as split (word)
    inner join word_weights
        on split.word = word_weights.word
    group by 1, 2

),

title_weights as materialized (

    select
        offer_key,
        sum(weight) as weight
    from title_words
    group by 1

),

shared as (

    select
        candidates.offer_key_a,
        candidates.offer_key_b,
        sum(first_side.weight) as weight
    from candidates
    inner join title_words as first_side
        on candidates.offer_key_a = first_side.offer_key
    inner join title_words as second_side
        on
            candidates.offer_key_b = second_side.offer_key
            and first_side.word = second_side.word
    group by 1, 2

),

weighed as (

    select
        candidates.offer_key_a,
        candidates.offer_key_b,
        coalesce(shared.weight, 0) as shared_weight,
        least(first_title.weight, second_title.weight)
        - coalesce(shared.weight, 0) as lesser_own_weight
    from candidates
    inner join title_weights as first_title
        on candidates.offer_key_a = first_title.offer_key
    inner join title_weights as second_title
        on candidates.offer_key_b = second_title.offer_key
    left join shared
        on
            candidates.offer_key_a = shared.offer_key_a
            and candidates.offer_key_b = shared.offer_key_b

),

final as (

    select
        offer_key_a,
        offer_key_b,
        coalesce(
            greatest(lesser_own_weight, 0)
            / nullif(shared_weight + greatest(lesser_own_weight, 0), 0),
            0
        ) as title_contradiction
    from weighed

)

select * from final
