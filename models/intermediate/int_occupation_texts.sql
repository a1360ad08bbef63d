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

-- Counted text by text: all words of all texts would have to be hashed together.
-- Eight letters stand for a word and its inflections: cutting takes a third of
-- the time of stemming, and tells occupations as well.
final as (

    select counted.*
    from texts
    cross join
        lateral (
            with

            cut as (

                select
                    left(split.word, 8) as word,
                    count(*)::integer as occurrences
                from (
                    select
                        unnest({{ words("lower(left(texts.tokens, 4000))") }})
                            as word
                ) as split
                where length(split.word) > 2 and split.word >= 'a'
                group by 1

            )

            select
                texts.version_key,
                array_agg(cut.word order by cut.word) as words,
                array_agg(cut.occurrences order by cut.word) as occurrences
            from cut
        ) as counted
    where counted.words is not null

)

select * from final
