{{
    config(
        indexes=[{'columns': ['offer_key_a', 'offer_key_b'], 'unique': True}],
    )
}}

-- Words of one title only, weighted by rarity, unless the other advert's text
-- holds them: "Hadoop" here and "Spark" there are two jobs, a title that the
-- other text repeats is the same job told otherwise.
with

candidates as (

    select
        candidates.offer_key_a,
        candidates.offer_key_b
    from {{ ref('int_duplicate_candidates') }} as candidates
    inner join {{ ref('int_duplicate_texts_compared') }} as texts_compared
        on
            candidates.offer_key_a = texts_compared.offer_key_a
            and candidates.offer_key_b = texts_compared.offer_key_b
    -- Texts are long: under this much in common no title could save the pair.
    where candidates.rungs <> 'twin' and texts_compared.text_overlap >= 0.1

),

fingerprints as (

    select * from {{ ref('int_offer_fingerprints') }}

),

word_weights as (

    select * from {{ ref('int_title_word_weights') }}

),

texts as (

    select * from {{ ref('int_offer_texts') }}

),

sides as (

    select
        offer_key_a,
        offer_key_b,
        offer_key_a as offer_key,
        offer_key_b as other_key
    from candidates
    union all
    select
        offer_key_a,
        offer_key_b,
        offer_key_b as offer_key,
        offer_key_a as other_key
    from candidates

),

own_words as materialized (

    select
        sides.offer_key_a,
        sides.offer_key_b,
        others.version_key as other_version_key,
        array(
            select split.word
            from unnest(own.title_words) as split (word)
            where split.word <> all(others.title_words)
        ) as words
    from sides
    inner join fingerprints as own
        on sides.offer_key = own.offer_key
    inner join fingerprints as others
        on sides.other_key = others.offer_key
    where
        not own.title_words <@ others.title_words
        -- A name that the form proposed is not a title someone chose.
        and not own.has_generic_title
        and not others.has_generic_title

),

read as materialized (

    select
        own_words.offer_key_a,
        own_words.offer_key_b,
        own_words.words,
        ' ' || lower(texts.title_tokens || ' ' || texts.tokens) as other_text
    from own_words
    inner join texts
        on own_words.other_version_key = texts.version_key

),

unsaid as (

    select
        read.offer_key_a,
        read.offer_key_b,
        split.word
    from read
    cross join lateral unnest(read.words) as split (word)
    -- The beginning of a word is enough: titles are kept in one gender.
    where strpos(read.other_text, ' ' || split.word) = 0

),

final as (

    select
        unsaid.offer_key_a,
        unsaid.offer_key_b,
        sum(word_weights.weight) as words_apart
    from unsaid
    inner join word_weights
        on unsaid.word = word_weights.word
    group by 1, 2

)

select * from final
