{{
    config(
        materialized='incremental',
        pre_hook="{{ forget_other_trainings() }}",
        indexes=[{'columns': ['class_code', 'rome_version', 'word']}],
    )
}}

-- The mean text of each code and of each domain, as a vector of length one.
with

training as (

    select trained_until from {{ ref('int_occupation_training') }}

),

examples as (

    select * from {{ ref('int_occupation_text_examples') }}

),

text_words as (

    select * from {{ ref('int_occupation_text_words') }}

),

ancestors as (

    select
        rome_code,
        min(rome_3_code) as rome_3_code
    from {{ ref('int_rome_appellations') }}
    group by 1

),

versions as (

    select distinct  -- as many as there are versions, of all titles
        rome_version
    from {{ ref('int_occupation_examples') }}

),

translated as (

    select
        examples.version_key,
        versions.rome_version,
        case
            when versions.rome_version = '3'
                then coalesce(ancestors.rome_3_code, examples.rome_code)
            else examples.rome_code
        end as rome_code,
        examples.weight
        * case
            when examples.rome_version < versions.rome_version then 0.4
            else 1
        end as weight
    from examples
    cross join versions
    left join ancestors
        on examples.rome_code = ancestors.rome_code

),

summed as (

    select
        translated.rome_version,
        classes.class_code,
        text_words.word,
        sum(translated.weight * text_words.share) as weight
    from translated
    inner join text_words
        on translated.version_key = text_words.version_key
    cross join
        lateral (
            values (translated.rome_code), (left(translated.rome_code, 3))
        ) as classes (class_code)
    group by 1, 2, 3

),

final as (

    select
        summed.rome_version,
        summed.class_code,
        summed.word,
        summed.weight
        / sqrt(
            sum(power(summed.weight, 2))
                over (partition by summed.rome_version, summed.class_code)
        ) as share,
        training.trained_until
    from summed
    cross join training

)

select * from final
where {{ is_to_be_trained() }}
