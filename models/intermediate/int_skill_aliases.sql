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

-- "Rédaction de contrats" is "rédiger des contrats" too.
inflected as (

    select
        named.skill_id,
        named.letter_case,
        named.companions,
        named.neighbours,
        named.not_before,
        named.not_after,
        forms.form || substr(named.alias, strpos(named.alias, ' ')) as alias
    from named
    inner join {{ ref('skills') }} as skills
        on named.skill_id = skills.skill_id
    inner join {{ ref('skill_actions') }} as actions
        on
            split_part(lower(named.alias), ' ', 1)
            = any(string_to_array(actions.forms, '|'))
    cross join
        lateral
        unnest(string_to_array(actions.forms, '|')) as forms (form)
    where
        named.alias like '% %'
        and named.letter_case = 'any'
        and skills.kind = 'hard'

),

-- Stems tell "vous rédigez" from no infinitive, but "tu rédiges", "il rédigera"
-- and "rédigeant" they do.
conjugated as (

    select
        inflected.skill_id,
        inflected.letter_case,
        inflected.companions,
        inflected.neighbours,
        inflected.not_before,
        inflected.not_after,
        regexp_replace(inflected.alias, 'er\M', endings.ending) as alias
    from inflected
    cross join (values ('e'), ('era'), ('ant'), ('eant')) as endings (ending)
    where inflected.alias ~ '^\w+er\M'

),

-- "PySpark" comes apart in a text as any run-together words do.
compound as (

    select
        skill_id,
        letter_case,
        companions,
        neighbours,
        not_before,
        not_after,
        regexp_replace(lower(alias), {{ name_heads() }}, '\1 ') as alias
    from named
    where
        letter_case = 'any'
        and lower(alias) ~ {{ name_heads() }}

),

all_names as (

    select * from named
    union
    select * from inflected
    union
    select * from conjugated
    union
    select * from compound

),

-- "JavaScript" is written in one word or, once run-together words have come apart,
-- in two: an alias goes by both.
spellings as (

    select
        *,
        alias as spelling
    from all_names
    union
    select
        *,
        lower(alias) as spelling
    from all_names

),

cased as (

    select
        *,
        {{ skill_words(tokens_text('spelling')) }} as cased_words
    from spellings
    {{ fence() }}

),

stemmed as (

    select
        *,
        {{ skill_stems('cased_words') }} as stemmed_words
    from cased
    {{ fence() }}

),

split as (

    select
        *,
        {{ words("replace(stemmed_words, ' |', '')") }} as words
    from stemmed

),

-- An alias bound to a letter case is a name, and names have no plural: "PLUS" is
-- not "PLU", "Notions" are not "Notion".
-- Two names may come to the same words: "gestion de projet", "gestion de projets".
final as (

    select
        split.skill_id,
        skills.category,
        min(split.alias) as alias,
        split.words,
        array_to_string(split.words[1:2], ' ') as opening,
        cardinality(split.words) as word_count,
        split.letter_case,
        case
            when split.letter_case <> 'any'
                then replace(lower(split.cased_words), ' |', '')
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
    where split.stemmed_words <> ''
    group by 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12

)

select * from final
