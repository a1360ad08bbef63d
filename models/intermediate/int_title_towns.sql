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
        phrases.phrase as town_key
    from titles_split
    cross join {{ phrases('titles_split.words') }} as phrases

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
