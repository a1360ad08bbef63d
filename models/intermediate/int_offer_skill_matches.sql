{{ config(materialized='view') }}

-- What each wording names, where a version says it. A heading opens a section, which
-- holds until the next one.
{%- set sections = "array['employer', 'benefits', 'missions', 'profile']" %}
with

told as (

    select
        sentences.offer_key,
        sentences.version_key,
        sentences.read_at,
        sentences.sentence_number,
        wordings.section,
        wordings.skill_id,
        wordings.category,
        wordings.companions,
        wordings.word_position,
        wordings.surface,
        wordings.requirement,
        wordings.is_asked,
        wordings.is_doubtful,
        wordings.gives_task
    from {{ ref('int_offer_sentences') }} as sentences
    inner join {{ ref('int_skill_wordings') }} as wordings
        on sentences.wording_id = wordings.wording_id
    where wordings.skill_id is not null or wordings.section is not null

),

-- The last heading so far: where it stands, then which it is.
headed as (

    select
        *,
        max(sentence_number * 10 + array_position({{ sections }}, section))
            over (
                partition by version_key, read_at order by sentence_number
            ) as heading
    from told

),

placed as (

    select
        *,
        ({{ sections }})[heading % 10] as in_section,
        heading / 10 as section_begins_at
    from headed
    where skill_id is not null

),

final as (

    select
        offer_key,
        version_key,
        read_at,
        skill_id,
        category,
        companions,
        sentence_number,
        word_position,
        in_section as section,
        surface,
        case
            when requirement = 'nice_to_have' then requirement
            when in_section = 'profile' then 'required'
            else requirement
        end as requirement,
        -- The fields that an offer names clearly, beside each of its matches. Asked
        -- for here, where the rows are in their offer's order.
        array_agg(category) filter (where companions is null)
            over (partition by version_key, read_at) as clear_fields
    from placed
    where
        (
            coalesce(in_section, '') not in ('employer', 'benefits')
            -- What opens a section seldom says where it ends.
            or sentence_number >= section_begins_at + 15
            or is_asked
            or gives_task
        )
        -- "Dynamique", alone on its line, is a quality in a profile only.
        and (not is_doubtful or in_section = 'profile')

)

select * from final
