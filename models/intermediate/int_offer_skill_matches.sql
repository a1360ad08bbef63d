{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key=['offer_key', 'content_hash'],
        indexes=[{'columns': ['offer_key', 'content_hash']}],
    )
}}

-- A text is split once; only positions that hold the first word of an alias
-- are compared further, so the cost is one hash probe a word. A version in
-- which nothing is found keeps one row without a skill: it was read.
with

texts as (

    select
        offer_key,
        content_hash,
        title_tokens || ' | ' || tokens as tokens
    from {{ ref('int_offer_texts') }} as texts
    {% if is_incremental() -%}
    where not exists (
        select 1 from {{ this }} as known
        where
            known.offer_key = texts.offer_key
            and known.content_hash = texts.content_hash
    )
    {%- endif %}

),

aliases as (

    select * from {{ ref('int_skill_aliases') }}

),

texts_split as materialized (  -- fenced: inlined, it would split for each row

    select
        offer_key,
        content_hash,
        {{ words(skill_words('tokens')) }} as words,
        {{ words(skill_words('tokens', cased=true)) }} as cased_words
    from texts

),

positions as (

    select
        texts_split.offer_key,
        texts_split.content_hash,
        texts_split.words,
        texts_split.cased_words,
        split.word,
        split.word_position::integer as word_position
    from texts_split
    cross join lateral
        unnest(texts_split.words)
            with ordinality as split (word, word_position)

),

candidates as (

    select
        positions.offer_key,
        positions.content_hash,
        aliases.skill_id,
        aliases.category,
        aliases.word_count,
        aliases.companions,
        positions.word_position,
        (
            select count(*)
            from unnest(positions.words[1:positions.word_position]) as w (word)
            where w.word = '|'
        ) as sentence_number,
        array_to_string(
            positions.cased_words[
                positions.word_position
                :positions.word_position + aliases.word_count - 1
            ],
            ' '
        ) as surface
    from positions
    inner join aliases
        on positions.word = aliases.head_word
    where
        (
            aliases.word_count = 1
            or positions.words[
                positions.word_position
                :positions.word_position + aliases.word_count - 1
            ] = aliases.words
        )
        and (
            aliases.letter_case = 'any'
            or (
                aliases.letter_case = 'capital'
                and positions.cased_words[positions.word_position] ~ '^[A-Z]'
            )
            or (
                aliases.letter_case = 'upper'
                and positions.cased_words[positions.word_position]
                = upper(positions.cased_words[positions.word_position])
            )
        )
        and not coalesce(
            positions.words[positions.word_position + aliases.word_count]
            = any(aliases.not_before), false
        )
        and not coalesce(
            positions.words[positions.word_position - 1]
            = any(aliases.not_after), false
        )

),

-- The longest reading of a position wins: "java" is not in "java script".
longest as (

    select candidates.*
    from candidates
    where not exists (
        select 1 from candidates as longer
        where
            longer.offer_key = candidates.offer_key
            and longer.content_hash = candidates.content_hash
            and longer.skill_id <> candidates.skill_id
            and longer.word_count > candidates.word_count
            and candidates.word_position between longer.word_position
            and longer.word_position + longer.word_count - 1
    )

),

final as (

    select
        texts.offer_key,
        texts.content_hash,
        longest.skill_id,
        longest.category,
        longest.companions,
        longest.word_position,
        longest.sentence_number,
        longest.surface
    from texts
    left join longest
        on
            texts.offer_key = longest.offer_key
            and texts.content_hash = longest.content_hash

)

select * from final
