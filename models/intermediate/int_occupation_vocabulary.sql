{{
    config(
        materialized='incremental',
        pre_hook="{{ forget_other_trainings() }}",
        indexes=[{'columns': ['word'], 'unique': True}],
    )
}}

-- A word in nearly every third text tells no occupation, and one in a single text
-- is a name.
with

training as (

    select trained_until from {{ ref('int_occupation_training') }}

),

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

final as (

    select
        frequencies.word,
        ln((1 + sizes.texts) / (1 + frequencies.texts)) + 1 as rarity,
        training.trained_until
    from frequencies
    cross join sizes
    cross join training
    where
        frequencies.texts >= 2
        and frequencies.texts <= greatest(0.3 * sizes.texts, 2)

)

select * from final
where {{ is_to_be_trained() }}
