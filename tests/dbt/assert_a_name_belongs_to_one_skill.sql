-- Two skills that share a name would both count where it stands once. They may share
-- one under conditions of their own ("conteneurs" to ship software in or to be
-- emptied), in capitals ("SSI" beside "SSIS"), or where it names both ("autonome et en
-- équipe", "Ruby on Rails").
with

aliases as (

    select
        *,
        coalesce(companions, array[]::text[])
        || coalesce(neighbours, array[]::text[]) as conditions
    from {{ ref('int_skill_aliases') }}
    where
        literal is null
        and not words && array['comme', 'et', 'ou', 'qu']
        and alias not in ('Blender Maya', 'Maya Blender', 'Ruby on Rails')

),

final as (

    select
        one.words,
        one.skill_id as one_skill_id,
        another.skill_id as another_skill_id
    from aliases as one
    inner join aliases as another
        on
            one.words = another.words
            and one.skill_id < another.skill_id
    where
        one.conditions && another.conditions
        or cardinality(one.conditions) = 0
        or cardinality(another.conditions) = 0

)

select * from final
