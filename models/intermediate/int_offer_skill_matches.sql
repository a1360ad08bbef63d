{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='version_key',
        indexes=[{'columns': ['version_key']}, {'columns': ['read_at']}],
    )
}}

-- Adverts repeat each other's sentences: each wording is read once and joined
-- back. Only positions that hold the first two words of an alias, or its only
-- one, are compared further, so the cost is two hash probes a word. A version in
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
        texts.offer_key,
        texts.version_key,
        texts.title_tokens || ' | ' || texts.tokens as tokens,
        {{ tokens_text('offers.employer_name') }} as employer_tokens
    from {{ ref('int_offer_texts') }} as texts
    inner join {{ ref('int_offers_unioned') }} as offers
        on texts.version_key = offers.version_key
    where
        {{ only_new_versions(
            'texts.version_key',
            'known.dictionary_key = (select dictionary_key from dictionary)'
        ) }}

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

split_texts as (

    select
        without_employer.version_key,
        split.sentence_number,
        btrim(split.sentence) as wording
    from without_employer
    cross join
        lateral
        unnest(string_to_array(without_employer.tokens, '|'))
        with ordinality as split (sentence, sentence_number)
    {{ fence() }}

),

-- A wording is known by a number: joins on whole sentences were half the cost.
sentences as materialized (

    select
        version_key,
        sentence_number,
        wording,
        {{ shingle_hash(['wording']) }} as wording_id
    from split_texts

),

wordings as (

    select
        wording_id,
        min(wording) as wording
    from sentences
    group by 1

),

pruned as (

    select
        wording_id,
        {{ skill_words('wording') }} as cased_text
    from wordings
    {{ fence() }}

),

stemmed as (

    select
        wording_id,
        cased_text,
        {{ skill_stems('cased_text') }} as stemmed_text
    from pruned
    {{ fence() }}

),

readings as materialized (

    select
        wording_id,
        ' ' || stemmed_text as sentence,
        {{ words('stemmed_text') }} as words,
        {{ words('cased_text') }} as cased_words
    from stemmed

),

-- A short line may open a section; it then holds until the next one.
headers as (

    select
        wording_id,
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
        on sentences.wording_id = headers.wording_id
    where headers.section is not null

),

actions as (

    select distinct  -- "maintenir" is a form of two
        {{ skill_stems(skill_words(tokens_text('spelled.form'))) }} as form
    from
        {{ ref('skill_actions') }},
        unnest(string_to_array(forms, '|')) as spelled (form)

),

-- "Collecter, trier et analyser des données" collects data, too: actions that are
-- told in a row share what follows the last of them.
coordinated as (

    select
        readings.wording_id,
        readings.words,
        readings.cased_words,
        heads.word_position,
        conjunctions.position + 1 - heads.word_position as words_between,
        readings.words[heads.word_position] || ' '
        || readings.words[conjunctions.position + 2] as opening
    from readings
    cross join
        lateral
        unnest(
            array_positions(readings.words, 'et')
            || array_positions(readings.words, 'ou')
        ) as conjunctions (position)
    inner join actions as before_it
        on readings.words[conjunctions.position - 1] = before_it.form
    inner join actions as after_it
        on readings.words[conjunctions.position + 1] = after_it.form
    cross join
        lateral (
            values (conjunctions.position - 1), (conjunctions.position - 2)
        ) as heads (word_position)
    inner join actions
        on readings.words[heads.word_position] = actions.form

),

-- Where an alias of one word may stand, and where one of more may begin.
beginnings as (

    select
        readings.wording_id,
        readings.words,
        readings.cased_words,
        split.word_position::integer as word_position,
        aliases.skill_id,
        aliases.category,
        aliases.words as alias_words,
        aliases.word_count,
        0 as words_between,
        aliases.letter_case,
        aliases.companions,
        aliases.neighbours,
        aliases.literal,
        aliases.not_before,
        aliases.not_after
    from readings
    cross join
        lateral
        unnest(readings.words) with ordinality as split (word, word_position)
    inner join aliases
        on split.word = aliases.opening
    where aliases.word_count = 1
    union all
    select
        readings.wording_id,
        readings.words,
        readings.cased_words,
        split.word_position::integer as word_position,
        aliases.skill_id,
        aliases.category,
        aliases.words as alias_words,
        aliases.word_count,
        0 as words_between,
        aliases.letter_case,
        aliases.companions,
        aliases.neighbours,
        aliases.literal,
        aliases.not_before,
        aliases.not_after
    from readings
    cross join
        lateral
        unnest(readings.words, readings.words[2:])
        with ordinality as split (word, next_word, word_position)
    inner join aliases
        on split.word || ' ' || split.next_word = aliases.opening
    union all
    select
        coordinated.wording_id,
        coordinated.words,
        coordinated.cased_words,
        coordinated.word_position,
        aliases.skill_id,
        aliases.category,
        aliases.words as alias_words,
        aliases.word_count,
        coordinated.words_between,
        aliases.letter_case,
        aliases.companions,
        aliases.neighbours,
        aliases.literal,
        aliases.not_before,
        aliases.not_after
    from coordinated
    inner join aliases
        on coordinated.opening = aliases.opening

),

written as (

    select
        wording_id,
        skill_id,
        category,
        word_count,
        words_between,
        companions,
        neighbours,
        literal,
        word_position,
        array_to_string(
            cased_words[
                word_position:word_position + words_between + word_count - 1
            ],
            ' '
        ) as surface,
        case
            when neighbours is not null or category = 'soft_skill'
                then {{ speaks_of('words', 'word_position') }}
        end as cues,
        cardinality(words) <= 2 as is_alone
    from beginnings
    where
        (
            word_count <= 2
            or words[
                word_position + words_between + 1
                :word_position + words_between + word_count - 1
            ]
            = alias_words[2:]
        )
        and (
            letter_case = 'any'
            or (
                letter_case = 'capital'
                and cased_words[word_position] ~ '^[A-Z]'
            )
            or (
                letter_case = 'upper'
                and cased_words[word_position]
                = upper(cased_words[word_position])
            )
        )
        and not coalesce(
            words[word_position + words_between + word_count]
            = any(not_before),
            false
        )
        and not coalesce(words[word_position - 1] = any(not_after), false)
        and (
            category = 'soft_skill'
            or not coalesce(
                {{ names_colleagues(
                    'words', 'cased_words', 'word_position',
                    'words_between + word_count'
                ) }},
                false
            )
        )

),

candidates as materialized (

    select * from written
    where
        (literal is null or lower(surface) = literal)
        and not (
            category = 'soft_skill'
            and array_remove(cues, 'knowledge') = array['firm']
        )

),

-- "Organisation" is a quality among qualities, or after "sens de".
vouched as (

    select
        doubtful.wording_id,
        doubtful.skill_id,
        doubtful.word_position
    from candidates as doubtful
    inner join candidates as clear
        on
            doubtful.wording_id = clear.wording_id
            and clear.category = any(doubtful.neighbours)
            and clear.word_position between doubtful.word_position - 10
            and doubtful.word_position + 10
    where
        doubtful.neighbours is not null
        and clear.neighbours is null
        and clear.companions is null
    union
    select
        wording_id,
        skill_id,
        word_position
    from candidates
    where neighbours && cues

),

naming as (

    select
        wording_id,
        bool_or(category = 'soft_skill') as names_quality
    from candidates
    group by 1

),

said as (

    select
        naming.wording_id,
        naming.names_quality,
        readings.sentence
    from naming
    inner join readings
        on naming.wording_id = readings.wording_id
    {{ fence() }}

),

-- What a sentence says of all its skills is asked once a sentence. Qualities of
-- the reader count wherever they are told.
judged as materialized (

    select
        wording_id,
        sentence,
        {{ states_requirement('sentence', 'nice_to_have') }} as is_wished,
        {{ states_requirement('sentence', 'required') }} as is_demanded,
        {{ describes_employer('sentence') }} as is_of_employer,
        case
            when names_quality then {{ asks_of_reader('sentence') }}
        end as is_of_reader
    from said

),

-- The longest reading of a position wins: "java" is not in "java script".
longest as (

    select
        candidates.*,
        judged.sentence,
        judged.is_wished,
        judged.is_demanded,
        judged.is_of_reader
        and candidates.category = 'soft_skill' as is_asked,
        candidates.neighbours is not null
        and vouched.wording_id is null as is_doubtful
    from candidates
    inner join judged
        on candidates.wording_id = judged.wording_id
    left join vouched
        on
            candidates.wording_id = vouched.wording_id
            and candidates.skill_id = vouched.skill_id
            and candidates.word_position = vouched.word_position
    where
        (
            not judged.is_of_employer
            or (judged.is_of_reader and candidates.category = 'soft_skill')
        )
        and (
            candidates.neighbours is null
            or vouched.wording_id is not null
            or (
                candidates.is_alone
                and 'soft_skill' = any(candidates.neighbours)
            )
        )
        and not exists (
            select 1 from candidates as longer
            where
                longer.wording_id = candidates.wording_id
                and longer.skill_id <> candidates.skill_id
                and longer.word_count > candidates.word_count
                and longer.words_between = 0
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
            when
                sections.section = 'profile'
                or longest.is_demanded
                or longest.is_asked
                then 'required'
            else 'mentioned'
        end as requirement
    from longest
    inner join sentences
        on longest.wording_id = sentences.wording_id
    left join sections
        on
            sentences.version_key = sections.version_key
            and sentences.sentence_number >= sections.begins_at
            and (
                sections.ends_before is null
                or sentences.sentence_number < sections.ends_before
            )
    where
        (
            coalesce(sections.section, '') not in ('employer', 'benefits')
            -- What opens a section seldom says where it ends.
            or sentences.sentence_number >= sections.begins_at + 15
            or longest.is_asked
            or (
                longest.category <> 'soft_skill'
                and {{ gives_task('longest.sentence') }}
            )
        )
        -- "Dynamique", alone on its line, is a quality in a profile only.
        and (not longest.is_doubtful or sections.section = 'profile')

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
