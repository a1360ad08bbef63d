{{ config(indexes=[{'columns': ['shingle'], 'unique': True}]) }}

-- A shingle under few titles is a sentence of one advert; under many it is an
-- employer's or a job board's refrain. Titles are counted, not offers, so that
-- a repost does not make its own words common.
with

-- In the order of their titles: what one title says is counted together, where
-- all shingles of all titles would have to be sorted on disk.
titled as (

    select
        hashtext(array_to_string(title_words, ' ')) as title_hash,
        shingles
    from {{ ref('int_offer_fingerprints') }}
    where offer_key = twin_offer_key
    order by title_hash
    {{ fence() }}

),

under_titles as (

    select
        titled.title_hash,
        split.shingle,
        count(*) as offers
    from titled
    cross join lateral unnest(titled.shingles) as split (shingle)
    group by 1, 2

),

final as (

    select
        shingle,
        count(title_hash)::integer as titles,
        sum(offers)::integer as offers
    from under_titles
    group by 1

)

select * from final
