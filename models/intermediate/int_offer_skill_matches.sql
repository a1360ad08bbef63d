{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='version_key',
        indexes=[{'columns': ['version_key']}],
    )
}}

-- A text is split once; only positions that hold the first word of an alias
-- are compared further, so the cost is one hash probe a word. A version in
-- which nothing is found keeps one row without a skill: it was read. A changed
-- dictionary makes every text be read again.
with

aliases as (

    select * from {{ ref('int_skill_aliases') }}

),

dictionary as materialized (

    select
        md5(string_agg(aliases::text, '|' order by aliases::text))
            as dictionary_key
    from aliases

),

texts as (

    select
        offer_key,
        version_key,
        title_tokens || ' | ' || tokens as tokens
    from {{ ref('int_offer_texts') }} as texts
    {% if is_incremental() -%}
    where
        not exists (
            select 1 from {{ this }} as known
            where
                known.version_key = texts.version_key
                and known.dictionary_key = (
                    select dictionary.dictionary_key from dictionary
                )
        )
    {%- endif %}

),

pruned as materialized (  -- fenced: inlined, each use would prune again

    select
        offer_key,
        version_key,
        {{ skill_words('tokens') }} as cased_text
    from texts

),

sentences as materialized (

    select
        pruned.offer_key,
        pruned.version_key,
        split.sentence_number,
        ' ' || btrim(split.sentence) as sentence,
        {{ words('btrim(split.sentence)') }} as words,
        {{ words('btrim(split.cased_sentence)') }} as cased_words
    from pruned
    cross join
        lateral
        unnest(
            string_to_array({{ skill_stems('pruned.cased_text') }}, '|'),
            string_to_array(pruned.cased_text, '|')
        ) with ordinality
            as split (sentence, cased_sentence, sentence_number)

),

-- A short line may open a section; it then holds until the next one.
headers as (

    select
        *,
        case
            when
                cardinality(words) > 7
                or sentence !~ {{ section_pattern('any') }}
                then null
            when sentence ~ {{ section_pattern('employer') }} then 'employer'
            when sentence ~ {{ section_pattern('benefits') }} then 'benefits'
            when sentence ~ {{ section_pattern('missions') }} then 'missions'
            when sentence ~ {{ section_pattern('profile') }} then 'profile'
        end as header
    from sentences

),

numbered as (

    select
        *,
        count(header) over (
            partition by version_key order by sentence_number
        ) as section_number
    from headers

),

sectioned as materialized (

    select
        offer_key,
        version_key,
        sentence_number,
        sentence,
        words,
        cased_words,
        first_value(header) over (
            partition by version_key, section_number
            order by sentence_number
        ) as section
    from numbered

),

candidates as materialized (

    select
        sectioned.offer_key,
        sectioned.version_key,
        sectioned.sentence_number,
        sectioned.sentence,
        sectioned.section,
        aliases.skill_id,
        aliases.category,
        aliases.word_count,
        aliases.companions,
        split.word_position::integer as word_position,
        array_to_string(
            sectioned.cased_words[
                split.word_position:split.word_position + aliases.word_count - 1
            ],
            ' '
        ) as surface
    from sectioned
    cross join
        lateral
        unnest(sectioned.words)
        with ordinality as split (word, word_position)
    inner join aliases
        on split.word = aliases.head_word
    where
        coalesce(sectioned.section, '') not in ('employer', 'benefits')
        and (
            aliases.word_count = 1
            or sectioned.words[
                split.word_position:split.word_position + aliases.word_count - 1
            ] = aliases.words
        )
        and (
            aliases.letter_case = 'any'
            or (
                aliases.letter_case = 'capital'
                and sectioned.cased_words[split.word_position] ~ '^[A-Z]'
            )
            or (
                aliases.letter_case = 'upper'
                and sectioned.cased_words[split.word_position]
                = upper(sectioned.cased_words[split.word_position])
            )
        )
        and not coalesce(
            sectioned.words[split.word_position + aliases.word_count]
            = any(aliases.not_before), false
        )
        and not coalesce(
            sectioned.words[split.word_position - 1]
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
            longer.version_key = candidates.version_key
            and longer.sentence_number = candidates.sentence_number
            and longer.skill_id <> candidates.skill_id
            and longer.word_count > candidates.word_count
            and candidates.word_position between longer.word_position
            and longer.word_position + longer.word_count - 1
    )

),

final as (

    select
        texts.offer_key,
        texts.version_key,
        dictionary.dictionary_key,
        longest.skill_id,
        longest.category,
        longest.companions,
        longest.sentence_number,
        longest.word_position,
        longest.section,
        longest.surface,
        case
            when longest.sentence ~ {{ requirement_pattern('nice_to_have') }}
                then 'nice_to_have'
            when
                longest.section = 'profile'
                or longest.sentence ~ {{ requirement_pattern('required') }}
                then 'required'
            else 'mentioned'
        end as requirement
    from texts
    cross join dictionary
    left join longest
        on texts.version_key = longest.version_key

)

select * from final
