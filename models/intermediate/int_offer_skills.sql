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

current_matches as materialized (

    select matches.*
    from versions
    inner join matches
        on versions.version_key = matches.version_key
    where versions.is_current and matches.skill_id is not null

),

clear_fields as (

    select
        offer_key,
        array_agg(distinct category) as categories
    from current_matches
    where companions is null
    group by 1

),

kept as (

    select current_matches.*
    from current_matches
    left join clear_fields
        on current_matches.offer_key = clear_fields.offer_key
    where
        current_matches.companions is null
        or current_matches.companions && clear_fields.categories::text[]

),

final as (

    select
        offer_key,
        skill_id,
        case
            when bool_or(requirement = 'required') then 'required'
            when bool_or(requirement = 'nice_to_have') then 'nice_to_have'
            else 'mentioned'
        end as requirement,
        (array_agg(surface order by sentence_number, word_position))[1]
            as surface,
        count(*) as mentions
    from kept
    group by 1, 2

)

select * from final
