{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='version_key',
        indexes=[{'columns': ['version_key'], 'unique': True}],
    )
}}

-- The words of a text are counted once a version; what they weigh changes with
-- every build.
with

wanted as (

    select version_key from {{ ref('int_offers_current') }}
    where rome_code is null
    union all
    select version_key from {{ ref('int_occupation_text_examples') }}

),

new as (

    -- Fenced, or the planner splits all texts before it joins the few.
    select version_key from wanted
    where {{ only_new_versions('wanted.version_key') }}
    {{ fence() }}

),

texts as (

    select
        texts.version_key,
        texts.tokens
    from new
    inner join {{ ref('int_offer_texts') }} as texts
        on new.version_key = texts.version_key
    {{ fence() }}

),

counted as (

    -- Eight letters stand for a word and its inflections: cutting takes a third
    -- of the time of stemming, and tells occupations as well.
    select
        texts.version_key,
        left(split.word, 8) as word,
        count(*) as occurrences
    from texts
    cross join
        lateral
        unnest({{ words("lower(left(texts.tokens, 4000))") }}) as split (word)
    where length(split.word) > 2 and split.word >= 'a'
    group by 1, 2

),

final as (

    select
        version_key,
        array_agg(word order by word) as words,
        array_agg(occurrences::integer order by word) as occurrences
    from counted
    group by 1

)

select * from final
