{{
    config(indexes=[{'columns': ['offer_key', 'skill_id'], 'unique': True}])
}}

-- An ambiguous word ("R", "Spark", "IDE") counts when the offer also names a
-- clear skill of its field.
with

versions as (

    select * from {{ ref('int_offer_versions') }}

),

matches as (

    select * from {{ ref('int_offer_skill_matches') }}

),

current_matches as (

    select matches.*
    from versions
    inner join matches
        on
            versions.offer_key = matches.offer_key
            and versions.content_hash = matches.content_hash
    where versions.is_current and matches.skill_id is not null

),

clear_fields as (

    select distinct  -- one field is named by many skills
        offer_key,
        category
    from current_matches
    where companions is null

),

kept as (

    select current_matches.*
    from current_matches
    where
        current_matches.companions is null
        or exists (
            select 1 from clear_fields
            where
                clear_fields.offer_key = current_matches.offer_key
                and clear_fields.category = any(current_matches.companions)
        )

),

final as (

    select
        offer_key,
        skill_id,
        'mentioned' as requirement,
        min(surface) as surface,
        count(*) as mentions
    from kept
    group by 1, 2

)

select * from final
