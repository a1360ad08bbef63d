{{ config(indexes=[{'columns': ['title_folded'], 'unique': True}]) }}

-- The town that a title names, among those where some offer of the stock is:
-- a form's place may be the head office's, the title says where the job is.
with

fingerprinted as (

    select distinct title_folded  -- a title is read once, however often posted
    from {{ ref('int_offers_normalised') }}

),

towns as (

    select * from {{ ref('int_stock_towns') }}

),

titles_split as (

    select
        title_folded,
        {{ words("regexp_replace(title_folded, '\\yst\\y', 'saint', 'g')") }}
            as words
    from fingerprinted
    {{ fence() }}

),

phrases as (

    select
        titles_split.title_folded,
        phrase.town_key
    from titles_split
    cross join
        lateral
        unnest(
            titles_split.words,
            titles_split.words[2:],
            titles_split.words[3:],
            titles_split.words[4:]
        ) as shifted (first, second, third, fourth)
    cross join
        lateral (
            values
            (shifted.first),
            (shifted.first || ' ' || shifted.second),
            (shifted.first || ' ' || shifted.second || ' ' || shifted.third),
            (
                shifted.first || ' ' || shifted.second || ' '
                || shifted.third || ' ' || shifted.fourth
            )
        ) as phrase (town_key)

),

final as (

    select distinct on (phrases.title_folded)  -- the longest name
        phrases.title_folded,
        towns.town_key,
        towns.town_id
    from phrases
    inner join towns
        on phrases.town_key = towns.town_key
    order by
        phrases.title_folded asc,
        length(towns.town_key) desc,
        towns.town_key asc

)

select * from final
