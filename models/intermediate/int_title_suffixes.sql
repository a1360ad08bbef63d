{{ config(indexes=[{'columns': ['suffix'], 'unique': True}]) }}

-- "Data Engineer - CDI", "Data Engineer - Systems, networks": what follows a
-- dash and ends many unlike titles names a place, a contract or a category of
-- the job board, not the job. What is also a whole title is a job.
with

titles as (

    select distinct title  -- a title counts once, however often posted
    from {{ ref('int_offers_current') }}
    where title is not null

),

folded as (

    select
        {{ folded('title') }} as title,
        {{ folded(title_suffix('title')) }} as suffix
    from titles

),

endings as (

    select
        suffix,
        count(distinct title) as titles
    from folded
    where suffix <> ''
    group by 1
    having count(distinct title) >= 5

),

final as (

    select
        endings.suffix,
        endings.titles
    from endings
    where
        not exists (
            select 1 from folded
            where folded.title = endings.suffix
        )

)

select * from final
