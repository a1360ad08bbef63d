-- Which dictionary is in force: with another, every text is read again. The key is
-- short, since each skill of each offer bears it.
with

aliases as (

    select * from {{ ref('int_skill_aliases') }}

),

final as (

    select
        left(
            md5(string_agg(aliases::text, '|' order by aliases::text)), 8
        ) as dictionary_key
    from aliases

)

select * from final
