-- What a publisher's form says beside the text: kept apart, since a recruiter
-- ticks it off a list of the occupation's. An item that is named like a skill of
-- the dictionary carries its id.
with

offers as (

    select
        offer_key,
        declared_skills
    from {{ ref('int_offers_current') }}
    where declared_skills <> '[]'::jsonb

),

aliases as (

    select * from {{ ref('int_skill_aliases') }}

),

listed as (

    select
        offers.offer_key,
        items.item
    from offers
    cross join
        lateral
        {{ json_items('offers.declared_skills') }} as items (item)

),

declared as (

    select
        offer_key,
        {{ json_text('item', 'code') }} as declared_code,
        {{ json_text('item', 'libelle') }} as label,
        {{ json_text('item', 'exigence') }} as requirement_code
    from listed

),

-- The same item twice: the stronger demand counts ("E" exigé, "S" souhaité).
once as (

    select
        offer_key,
        label,
        max(declared_code) as declared_code,
        min(requirement_code) as requirement_code
    from declared
    where label is not null
    group by 1, 2

),

labels as (

    select
        label,
        {{ words(skill_stems(skill_words(tokens_text('label')))) }} as words
    from once
    group by 1

),

named as (

    select
        labels.label,
        min(aliases.skill_id) as skill_id
    from labels
    inner join aliases
        on labels.words = aliases.words
    where
        aliases.companions is null
        and aliases.neighbours is null
    group by 1

),

final as (

    select
        once.offer_key,
        once.label,
        once.declared_code,
        named.skill_id,
        case once.requirement_code
            when 'E' then 'required'
            when 'S' then 'nice_to_have'
            else 'mentioned'
        end as requirement
    from once
    left join named
        on once.label = named.label

)

select * from final
