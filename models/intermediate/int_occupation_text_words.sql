{{ config(indexes=[{'columns': ['version_key']}]) }}

-- tf-idf of texts, of which the weightiest words are kept. A word in nearly every
-- third text tells no occupation, and one in a single text is a name.
with

texts as (

    select * from {{ ref('int_occupation_texts') }}

),

examples as (

    select * from {{ ref('int_occupation_text_examples') }}

),

sizes as (

    select count(*)::double precision as texts from examples

),

frequencies as (

    select
        split.word,
        count(*) as texts
    from examples
    inner join texts
        on examples.version_key = texts.version_key
    cross join lateral unnest(texts.words) as split (word)
    group by 1

),

vocabulary as materialized (

    select
        frequencies.word,
        ln((1 + sizes.texts) / (1 + frequencies.texts)) + 1 as rarity
    from frequencies
    cross join sizes
    where
        frequencies.texts >= 2
        and frequencies.texts <= greatest(0.3 * sizes.texts, 2)

),

weighed as (

    select
        texts.version_key,
        split.word,
        (1 + ln(split.occurrences)) * vocabulary.rarity as weight
    from texts
    cross join
        lateral
        unnest(texts.words, texts.occurrences) as split (word, occurrences)
    inner join vocabulary
        on split.word = vocabulary.word

),

ranked as (

    select
        *,
        row_number() over (
            partition by version_key order by weight desc, word
        ) as rank
    from weighed

),

final as (

    select
        version_key,
        word,
        weight / sqrt(sum(power(weight, 2)) over (partition by version_key))
            as share
    from ranked
    where rank <= {{ var('occupation_words') }}

)

select * from final
