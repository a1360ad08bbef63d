{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='wording_id',
        indexes=[{'columns': ['wording_id']}, {'columns': ['read_at']}],
    )
}}

-- Adverts repeat each other's sentences, and an advert that is changed repeats its
-- own: each wording is read once and for all. Only positions that hold the first two
-- words of an alias, or its only one, are compared further, so the cost is two hash
-- probes a word. A wording in which nothing is found keeps one row without a skill:
-- it was read. A changed dictionary makes all be read again.
with

aliases as (

    select * from {{ ref('int_skill_aliases') }}

),

dictionary as (

    select * from {{ ref('int_skill_dictionary') }}

),

wordings as (

    select
        sentences.wording_id,
        min(sentences.wording) as wording,
        max(sentences.read_at) as read_at
    from {{ ref('int_offer_sentences') }} as sentences
    where
        {{ only_new_texts('sentences.read_at') }}
        {%- if is_incremental() %}
        and not exists (
            select 1 from {{ this }} as known
            inner join dictionary
                on known.dictionary_key = dictionary.dictionary_key
            where known.wording_id = sentences.wording_id
        )
        {%- endif %}
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

-- Where an alias of one word may stand, and where one of more may begin. Arrays are
-- taken apart in the list of columns: behind `from`, each would be stored first.
openings as (

    select
        wording_id,
        words,
        cased_words,
        generate_subscripts(words, 1) as word_position,
        0 as words_between,
        unnest(words) as opening
    from readings
    union all
    select
        wording_id,
        words,
        cased_words,
        generate_subscripts(words, 1) as word_position,
        0 as words_between,
        unnest(words) || ' ' || unnest(words[2:]) as opening
    from readings
    union all
    select
        wording_id,
        words,
        cased_words,
        word_position,
        words_between,
        opening
    from coordinated

),

beginnings as (

    select
        openings.wording_id,
        openings.words,
        openings.cased_words,
        openings.word_position,
        openings.words_between,
        aliases.skill_id,
        aliases.category,
        aliases.words as alias_words,
        aliases.word_count,
        aliases.letter_case,
        aliases.companions,
        aliases.neighbours,
        aliases.literal,
        aliases.not_before,
        aliases.not_after
    from openings
    inner join aliases
        on openings.opening = aliases.opening

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
        bool_or(category = 'soft_skill') as names_quality,
        bool_or(category <> 'soft_skill') as names_work
    from candidates
    group by 1

),

said as (

    select
        naming.wording_id,
        naming.names_quality,
        naming.names_work,
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
        {{ states_requirement('sentence', 'nice_to_have') }} as is_wished,
        {{ states_requirement('sentence', 'required') }} as is_demanded,
        {{ describes_employer('sentence') }} as is_of_employer,
        case
            when names_quality then {{ asks_of_reader('sentence') }}
        end as is_of_reader,
        case when names_work then {{ gives_task('sentence') }} end
            as gives_task
    from said

),

-- The longest reading of a position wins: "java" is not in "java script".
longest as (

    select
        candidates.*,
        judged.is_wished,
        judged.is_demanded,
        judged.is_of_reader
        and candidates.category = 'soft_skill' as is_asked,
        judged.gives_task and candidates.category <> 'soft_skill' as gives_task,
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

final as (

    select
        wordings.wording_id,
        dictionary.dictionary_key,
        headers.section,
        longest.skill_id,
        longest.category,
        longest.companions,
        longest.word_position,
        longest.surface,
        case
            when longest.is_wished then 'nice_to_have'
            when longest.is_demanded or longest.is_asked then 'required'
            when longest.skill_id is not null then 'mentioned'
        end as requirement,
        longest.is_asked,
        longest.is_doubtful,
        longest.gives_task,
        wordings.read_at
    from wordings
    cross join dictionary
    left join headers
        on wordings.wording_id = headers.wording_id
    left join longest
        on wordings.wording_id = longest.wording_id

)

select * from final
