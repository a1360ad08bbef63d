{{ config(indexes=[{'columns': ['opening']}]) }}

with

seeded as (

    select * from {{ ref('skill_aliases') }}

),

skills as (

    select * from {{ ref('skills') }}

),

named as (

    select
        seeded.skill_id,
        seeded.letter_case,
        seeded.companions,
        seeded.neighbours,
        seeded.not_before,
        seeded.not_after,
        names.alias
    from seeded
    cross join
        lateral
        unnest(string_to_array(seeded.aliases, '|')) as names (alias)

),

-- An alias bound to a letter case is a name, and names have no plural: "PLUS"
-- is not "PLU", "Notions" are not "Notion". "JavaScript" is written in one word
-- or, once run-together words have come apart, in two: an alias goes by both.
spelled as (

    select
        *,
        lower({{ skill_words(tokens_text('alias')) }}) as alias_spelling,
        {{ skill_stems(skill_words(tokens_text('alias'))) }}
            as alias_words
    from named
    union
    select
        *,
        lower({{ skill_words(tokens_text('lower(alias)')) }}) as alias_spelling,
        {{ skill_stems(skill_words(tokens_text('lower(alias)'))) }}
            as alias_words
    from named

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
        array_to_string(split.words[1:2], ' ') as opening,
        cardinality(split.words) as word_count,
        split.letter_case,
        case
            when split.letter_case <> 'any'
                then replace(split.alias_spelling, ' |', '')
        end as literal,
        string_to_array(nullif(split.companions, ''), '|') as companions,
        string_to_array(nullif(split.neighbours, ''), '|') as neighbours,
        {{ words(skill_stems("replace(split.not_before, '|', ' ')")) }}
            as not_before,
        {{ words(skill_stems("replace(split.not_after, '|', ' ')")) }}
            as not_after
    from split
    inner join skills
        on split.skill_id = skills.skill_id
    where split.alias_words <> ''

)

select * from final
