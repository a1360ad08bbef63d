{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='version_key',
        indexes=[
            {'columns': ['version_key', 'skill_id'], 'unique': True},
            {'columns': ['read_at']},
        ],
    )
}}

-- An ambiguous word ("R", "Spark", "IDE") counts when the offer also names a
-- clear skill of its field. A version without any keeps one row: it was read.
with

matches as not materialized (

    select * from {{ ref('int_offer_skill_matches') }}
    {% if is_incremental() -%}
    where
        read_at > (
            select coalesce(max(known.read_at), '-infinity')
            from {{ this }} as known
        )
    {%- endif %}

),

found_matches as not materialized (

    select * from matches
    where skill_id is not null

),

ambiguous as (

    select * from found_matches
    where companions is not null

),

-- Looked up only where an ambiguous word wants them: few offers hold one.
clear_fields as (

    select distinct  -- a field counts once, however many of its skills are named
        found_matches.version_key,
        found_matches.category
    from found_matches
    where
        found_matches.companions is null
        and found_matches.version_key in (
            select ambiguous.version_key from ambiguous
        )

),

kept as (

    select * from found_matches
    where companions is null
    union all
    select * from ambiguous
    where
        exists (
            select 1 from clear_fields
            where
                clear_fields.version_key = ambiguous.version_key
                and clear_fields.category = any(ambiguous.companions)
        )

),

named as (

    select
        version_key,
        skill_id,
        case
            when bool_or(requirement = 'required') then 'required'
            when bool_or(requirement = 'nice_to_have') then 'nice_to_have'
            else 'mentioned'
        end as requirement,
        -- Two names of one skill may begin at one word: the longer says more.
        (
            array_agg(
                surface
                order by
                    sentence_number,
                    word_position,
                    length(surface) desc,
                    surface
            )
        )[1] as surface,
        count(*) as mentions
    from kept
    group by 1, 2

),

versions as (

    select
        offer_key,
        version_key,
        max(read_at) as read_at
    from matches
    group by 1, 2

),

final as (

    select
        versions.offer_key,
        versions.version_key,
        named.skill_id,
        named.requirement,
        named.surface,
        named.mentions,
        versions.read_at
    from versions
    left join named
        on versions.version_key = named.version_key

)

select * from final
