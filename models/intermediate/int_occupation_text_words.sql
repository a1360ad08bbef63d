{{
    config(
        materialized='incremental',
        pre_hook="{{ forget_other_trainings() }}",
        indexes=[{'columns': ['version_key', 'word'], 'unique': True}],
    )
}}

-- depends_on: {{ ref('int_occupation_training') }}
-- tf-idf of texts, of which the weightiest words are kept.
with

texts as (

    select * from {{ ref('int_occupation_texts') }}
    where {{ only_new_versions('int_occupation_texts.version_key') }}

),

vocabulary as (

    select * from {{ ref('int_occupation_vocabulary') }}

),

split as (

    select
        version_key,
        unnest(words) as word,
        unnest(occurrences) as occurrences
    from texts

),

weighed as (

    select
        split.version_key,
        split.word,
        vocabulary.trained_until,
        (1 + ln(split.occurrences)) * vocabulary.rarity as weight
    from split
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
            as share,
        trained_until
    from ranked
    where rank <= {{ var('occupation_words') }}

)

select * from final
