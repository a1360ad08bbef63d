{{
    config(
        materialized='incremental',
        pre_hook="{{ forget_other_trainings() }}",
        indexes=[{'columns': ['version_key', 'class_code'], 'unique': True}],
    )
}}

-- depends_on: {{ ref('int_occupation_training') }}
with

classes as (

    select * from {{ ref('int_offer_occupation_classes') }}
    where {{ only_new_versions('int_offer_occupation_classes.version_key') }}

),

text_words as (

    select * from {{ ref('int_occupation_text_words') }}

),

class_words as (

    select * from {{ ref('int_occupation_class_words') }}

),

final as (

    select
        classes.version_key,
        classes.class_code,
        min(classes.trained_until) as trained_until,
        sum(text_words.share * class_words.share) as likeness
    from classes
    inner join text_words
        on classes.version_key = text_words.version_key
    inner join class_words
        on
            classes.class_code = class_words.class_code
            and classes.rome_version = class_words.rome_version
            and text_words.word = class_words.word
    group by 1, 2

)

select * from final
