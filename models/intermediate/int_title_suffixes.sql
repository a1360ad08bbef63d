{{ config(indexes=[{'columns': ['suffix'], 'unique': True}]) }}

-- "Data Engineer - CDI", "Data Engineer - Systems, networks": what follows a
-- dash and ends many unlike titles names a place, a contract or a category of
-- the job board, not the job. What is also a whole title is a job.
with

folded as (

    select distinct  -- a title counts once, however often posted
        title_folded as title,
        title_suffix as suffix
    from {{ ref('int_offer_keys') }}

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
