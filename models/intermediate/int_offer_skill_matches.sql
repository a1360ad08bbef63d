{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='version_key',
        indexes=[{'columns': ['version_key']}, {'columns': ['read_at']}],
    )
}}

-- Adverts repeat each other's sentences: each wording is read once and joined
-- back. Only positions that hold the first word of an alias are compared
-- further, so the cost is one hash probe a word. A version in which nothing is
-- found keeps one row without a skill: it was read. A changed dictionary makes
-- every text be read again.
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
        texts.offer_key,
        texts.version_key,
        texts.title_tokens || ' | ' || texts.tokens as tokens,
        {{ tokens_text('offers.employer_name') }} as employer_tokens
    from {{ ref('int_offer_texts') }} as texts
    inner join {{ ref('int_offers_unioned') }} as offers
        on texts.version_key = offers.version_key
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

-- "Les Cuisines Martin SARL" asks for no cooking. A name of one word stays:
-- an editor's offers ask for its own product.
without_employer as (

    select
        offer_key,
        version_key,
        case
            when employer_tokens like '% %'
                then replace(
                    ' ' || tokens || ' ', ' ' || employer_tokens || ' ', ' # '
                )
            else tokens
        end as tokens
    from texts

),

sentences as materialized (

    select
        without_employer.offer_key,
        without_employer.version_key,
        split.sentence_number,
        btrim(split.sentence) as wording
    from without_employer
    cross join
        lateral
        unnest(string_to_array(without_employer.tokens, '|'))
        with ordinality as split (sentence, sentence_number)

),

wordings as (

    select distinct wording  -- each is read once
    from sentences

),

pruned as (

    select
        wording,
        {{ skill_words('wording') }} as cased_text
    from wordings
    {{ fence() }}

),

stemmed as (

    select
        wording,
        cased_text,
        {{ skill_stems('cased_text') }} as stemmed_text
    from pruned
    {{ fence() }}

),

readings as materialized (

    select
        wording,
        ' ' || stemmed_text as sentence,
        {{ words('stemmed_text') }} as words,
        {{ words('cased_text') }} as cased_words
    from stemmed

),

-- A short line may open a section; it then holds until the next one.
headers as (

    select
        wording,
        case
            when sentence ~ {{ section_pattern('employer') }} then 'employer'
            when sentence ~ {{ section_pattern('benefits') }} then 'benefits'
            when sentence ~ {{ section_pattern('missions') }} then 'missions'
            when sentence ~ {{ section_pattern('profile') }} then 'profile'
        end as section
    from readings
    where
        cardinality(words) <= 7
        and substr(sentence, 2, 3) in ({{ section_pattern('first_letters') }})
    {{ fence() }}

),

sections as (

    select
        sentences.version_key,
        headers.section,
        sentences.sentence_number as begins_at,
        lead(sentences.sentence_number) over (
            partition by sentences.version_key
            order by sentences.sentence_number
        ) as ends_before
    from sentences
    inner join headers
        on sentences.wording = headers.wording
    where headers.section is not null

),

written as (

    select
        readings.wording,
        readings.sentence,
        aliases.skill_id,
        aliases.category,
        aliases.word_count,
        aliases.companions,
        aliases.neighbours,
        aliases.literal,
        split.word_position::integer as word_position,
        array_to_string(
            readings.cased_words[
                split.word_position:split.word_position + aliases.word_count - 1
            ],
            ' '
        ) as surface
    from readings
    cross join
        lateral
        unnest(readings.words, readings.words[2:])
        with ordinality as split (word, next_word, word_position)
    inner join aliases
        on split.word = aliases.head_word
    where
        (aliases.word_count = 1 or split.next_word = aliases.second_word)
        and (
            aliases.word_count <= 2
            or readings.words[
                split.word_position:split.word_position + aliases.word_count - 1
            ] = aliases.words
        )
        and (
            aliases.letter_case = 'any'
            or (
                aliases.letter_case = 'capital'
                and readings.cased_words[split.word_position] ~ '^[A-Z]'
            )
            or (
                aliases.letter_case = 'upper'
                and readings.cased_words[split.word_position]
                = upper(readings.cased_words[split.word_position])
            )
        )
        and not coalesce(
            readings.words[split.word_position + aliases.word_count]
            = any(aliases.not_before), false
        )
        and not coalesce(
            readings.words[split.word_position - 1]
            = any(aliases.not_after), false
        )

),

candidates as materialized (

    select * from written
    where literal is null or lower(surface) = literal

),

-- "Organisation" is a quality in a list of qualities only.
clear_fields as (

    select
        wording,
        array_agg(distinct category)::text[] as categories
    from candidates
    where neighbours is null
    group by 1

),

-- The longest reading of a position wins: "java" is not in "java script".
longest as (

    select
        candidates.*,
        {{ states_requirement('candidates.sentence', 'nice_to_have') }}
            as is_wished,
        {{ states_requirement('candidates.sentence', 'required') }}
            as is_demanded
    from candidates
    left join clear_fields
        on candidates.wording = clear_fields.wording
    where
        (
            candidates.neighbours is null
            or candidates.neighbours && clear_fields.categories
        )
        and not {{ describes_employer('candidates.sentence') }}
        and not exists (
            select 1 from candidates as longer
            where
                longer.wording = candidates.wording
                and longer.skill_id <> candidates.skill_id
                and longer.word_count > candidates.word_count
                and candidates.word_position between longer.word_position
                and longer.word_position + longer.word_count - 1
        )

),

matches as (

    select
        sentences.version_key,
        sentences.sentence_number,
        sections.section,
        longest.skill_id,
        longest.category,
        longest.companions,
        longest.word_position,
        longest.surface,
        case
            when longest.is_wished then 'nice_to_have'
            when sections.section = 'profile' or longest.is_demanded
                then 'required'
            else 'mentioned'
        end as requirement
    from longest
    inner join sentences
        on longest.wording = sentences.wording
    left join sections
        on
            sentences.version_key = sections.version_key
            and sentences.sentence_number >= sections.begins_at
            and (
                sections.ends_before is null
                or sentences.sentence_number < sections.ends_before
            )
    where
        coalesce(sections.section, '') not in ('employer', 'benefits')
        -- What opens a section seldom says where it ends.
        or sentences.sentence_number >= sections.begins_at + 15

),

final as (

    select
        texts.offer_key,
        texts.version_key,
        dictionary.dictionary_key,
        matches.skill_id,
        matches.category,
        matches.companions,
        matches.sentence_number,
        matches.word_position,
        matches.section,
        matches.surface,
        coalesce(matches.requirement, 'mentioned') as requirement,
        now() as read_at
    from texts
    cross join dictionary
    left join matches
        on texts.version_key = matches.version_key

)

select * from final
