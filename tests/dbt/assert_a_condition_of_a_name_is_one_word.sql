-- A condition looks at the word beside a name: of two words, each would hold
-- alone, and "et" stands beside half of all names.
with

aliases as (

    select * from {{ ref('skill_aliases') }}

),

conditions as (

    select
        skill_id,
        unnest(string_to_array(concat_ws('|', not_before, not_after), '|'))
            as condition
    from aliases

),

final as (

    select * from conditions
    where condition like '% %'

)

select * from final
