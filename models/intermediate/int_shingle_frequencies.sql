{{ config(indexes=[{'columns': ['shingle']}]) }}

-- A shingle under few titles is a sentence of one advert; under many it is an
-- employer's or a job board's refrain. Titles are counted, not offers, so that
-- a repost does not make its own words common.
with

fingerprints as (

    select * from {{ ref('int_offer_fingerprints') }}
    where offer_key = twin_offer_key

),

occurrences as (

    select
        split.shingle,
        hashtext(array_to_string(fingerprints.title_words, ' ')) as title_hash
    from fingerprints
    cross join lateral unnest(fingerprints.shingles) as split (shingle)

),

final as (

    select
        shingle,
        count(distinct title_hash)::integer as titles,
        count(*)::integer as offers
    from occurrences
    group by 1

)

select * from final
