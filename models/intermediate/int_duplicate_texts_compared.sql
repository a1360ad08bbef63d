{{
    config(
        indexes=[{'columns': ['offer_key_a', 'offer_key_b'], 'unique': True}],
    )
}}

-- How much of the shorter advert's own words the longer one holds. A refrain
-- shared by many titles says nothing about one opening, so it is left out.
with

candidates as not materialized (

    select * from {{ ref('int_duplicate_candidates') }}
    where rungs <> 'twin'

),

fingerprints as (

    select * from {{ ref('int_offer_fingerprints') }}

),

frequencies as (

    select * from {{ ref('int_shingle_frequencies') }}
    where titles <= 6

),

compared_offers as (

    select offer_key_a as offer_key from candidates
    union
    select offer_key_b as offer_key from candidates

),

-- A text that is no candidate is not taken apart.
compared_texts as (

    select
        fingerprints.offer_key,
        fingerprints.shingles
    from compared_offers
    inner join fingerprints
        on compared_offers.offer_key = fingerprints.offer_key
    {{ fence() }}

),

telling_shingles as materialized (

    select
        compared_texts.offer_key,
        split.shingle
    from compared_texts
    cross join lateral unnest(compared_texts.shingles) as split (shingle)
    inner join frequencies
        on split.shingle = frequencies.shingle

),

shingle_counts as materialized (

    select
        offer_key,
        count(*) as shingle_count
    from telling_shingles
    group by 1

),

shared as (

    select
        candidates.offer_key_a,
        candidates.offer_key_b,
        count(*) as shared_shingles
    from candidates
    inner join telling_shingles as first_side
        on candidates.offer_key_a = first_side.offer_key
    inner join telling_shingles as second_side
        on
            candidates.offer_key_b = second_side.offer_key
            and first_side.shingle = second_side.shingle
    group by 1, 2

),

final as (

    select
        candidates.offer_key_a,
        candidates.offer_key_b,
        coalesce(shared.shared_shingles, 0) as shared_shingles,
        least(
            coalesce(first_count.shingle_count, 0),
            coalesce(second_count.shingle_count, 0)
        ) as smaller_shingles,
        coalesce(
            shared.shared_shingles::double precision
            / least(first_count.shingle_count, second_count.shingle_count),
            0
        ) as text_overlap
    from candidates
    left join shingle_counts as first_count
        on candidates.offer_key_a = first_count.offer_key
    left join shingle_counts as second_count
        on candidates.offer_key_b = second_count.offer_key
    left join shared
        on
            candidates.offer_key_a = shared.offer_key_a
            and candidates.offer_key_b = shared.offer_key_b

)

select * from final
