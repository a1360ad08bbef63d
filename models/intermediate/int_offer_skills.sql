{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        on_schema_change='append_new_columns',
        unique_key='version_key',
        indexes=[
            {'columns': ['version_key', 'skill_id'], 'unique': True},
            {'columns': ['read_at']},
        ],
    )
}}

-- An ambiguous word ("R", "Spark", "IDE") counts when the offer also names a
-- clear skill of its field. So does the work of a trade that is told once, in
-- passing, among other skills: "salle de bain" of a clinic is no plumbing. An offer
-- of computing that only mentions other work tells of its client, or means another
-- thing ("nettoyage" of data). A version without any keeps one row: it was read.
with

skills as (

    select * from {{ ref('skills') }}

),

dictionary as (

    select * from {{ ref('int_skill_dictionary') }}

),

texts as (

    select
        offer_key,
        version_key
    from {{ ref('int_offer_texts') }}
    where {{ only_new_texts('int_offer_texts.read_at') }}

),

matches as (

    select * from {{ ref('int_offer_skill_matches') }}
    where {{ only_new_texts('int_offer_skill_matches.read_at') }}

),

kept as (

    select * from matches
    where companions is null or companions && clear_fields::text[]

),

named as (

    select
        kept.version_key,
        kept.category,
        kept.skill_id,
        case
            when bool_or(kept.requirement = 'required') then 'required'
            when bool_or(kept.requirement = 'nice_to_have') then 'nice_to_have'
            else 'mentioned'
        end as requirement,
        -- Two names of one skill may begin at one word: the longer says more.
        (
            array_agg(
                kept.surface
                order by
                    kept.sentence_number,
                    kept.word_position,
                    length(kept.surface) desc,
                    kept.surface
            )
        )[1] as surface,
        count(*) as mentions,
        min(kept.sentence_number) = 1 as is_in_title
    from kept
    group by 1, 2, 3

),

weighed as (

    select
        named.*,
        skills.domain,
        count(*) over field as of_field,
        count(*) filter (where skills.domain = 'computing') over offer
            as of_computing,
        count(*) filter (where named.category <> 'soft_skill') over offer
            as of_work
    from named
    inner join skills
        on named.skill_id = skills.skill_id
    window
        offer as (partition by named.version_key),
        field as (partition by named.version_key, named.category)

),

asked as (

    select * from weighed
    where
        domain in ('computing', 'any')
        or requirement <> 'mentioned'
        or is_in_title
        or not (
            (of_computing >= 5 and of_computing * 3 >= of_work)
            or (
                domain = 'trade'
                and of_field = 1
                and mentions = 1
                and of_work >= 5
            )
        )

),

final as (

    select
        texts.offer_key,
        texts.version_key,
        dictionary.dictionary_key,
        asked.skill_id,
        asked.requirement,
        asked.surface,
        asked.mentions,
        now() as read_at
    from texts
    cross join dictionary
    left join asked
        on texts.version_key = asked.version_key

)

select * from final
