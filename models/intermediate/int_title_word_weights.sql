{{ config(indexes=[{'columns': ['word'], 'unique': True}]) }}

-- How much a word tells titles apart: rare ones tell much. 0 to 1.
with

titles as (

    select distinct title_words  -- a title counts once, however often posted
    from {{ ref('int_offer_fingerprints') }}
    where title_words is not null

),

totals as (

    select count(*) + 1 as titles
    from titles

),

words as (

    select
        split.word,
        count(*) as titles
    from titles
    cross join lateral unnest(titles.title_words) as split (word)
    group by 1

),

final as (

    select
        words.word,
        (
            ln(totals.titles::double precision / words.titles)
            / ln(totals.titles + 1)
        )::double precision as weight
    from words
    cross join totals

)

select * from final
