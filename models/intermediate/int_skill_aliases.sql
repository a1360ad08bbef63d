{{ config(indexes=[{'columns': ['head_word']}]) }}

with

aliases as (

    select * from {{ ref('skill_aliases') }}

),

skills as (

    select * from {{ ref('skills') }}

),

-- "JavaScript" is written in one word or, once run-together words have come
-- apart, in two: an alias goes by both.
spelled as (

    select
        *,
        {{ skill_stems(skill_words(tokens_text('alias'))) }}
            as alias_words
    from aliases
    union
    select
        *,
        {{ skill_stems(skill_words(tokens_text('lower(alias)'))) }}
            as alias_words
    from aliases

),

split as (

    select
        *,
        {{ words("replace(alias_words, ' |', '')") }} as words
    from spelled

),

final as (

    select
        split.skill_id,
        skills.category,
        split.alias,
        split.words,
        split.words[1] as head_word,
        cardinality(split.words) as word_count,
        split.letter_case,
        string_to_array(nullif(split.companions, ''), '|') as companions,
        coalesce(string_to_array(nullif(split.not_before, ''), '|'), '{}')
            as not_before,
        coalesce(string_to_array(nullif(split.not_after, ''), '|'), '{}')
            as not_after
    from split
    inner join skills
        on split.skill_id = skills.skill_id
    where split.alias_words <> ''

)

select * from final
