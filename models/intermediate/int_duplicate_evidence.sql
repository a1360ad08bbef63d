{{ config(indexes=[{'columns': ['offer_key_a', 'offer_key_b'], 'unique': True}]) }}

-- What speaks for and against two adverts being one opening, fact by fact.
with

candidates as (

    select * from {{ ref('int_duplicate_candidates') }}
    where rungs <> 'twin'

),

fingerprints as (

    select * from {{ ref('int_offer_fingerprints') }}

),

frequencies as (

    select * from {{ ref('int_shingle_frequencies') }}

),

word_weights as (

    select * from {{ ref('int_title_word_weights') }}

),

compared_offers as (

    select offer_key_a as offer_key from candidates
    union
    select offer_key_b as offer_key from candidates

),

texts as materialized (

    select
        compared_offers.offer_key,
        ' ' || lower(texts.title_tokens || ' ' || texts.tokens) || ' '
            as folded_text
    from compared_offers
    inner join fingerprints
        on compared_offers.offer_key = fingerprints.offer_key
    inner join {{ ref('int_offer_texts') }} as texts
        on
            fingerprints.offer_key = texts.offer_key
            and fingerprints.content_hash = texts.content_hash

),

-- A refrain shared by many titles says nothing about one opening.
telling_shingles as materialized (

    select
        fingerprints.offer_key,
        array_agg(split.shingle) as shingles,
        count(*) as shingle_count
    from compared_offers
    inner join fingerprints
        on compared_offers.offer_key = fingerprints.offer_key
    cross join lateral unnest(fingerprints.shingles) as split (shingle)
    inner join frequencies
        on split.shingle = frequencies.shingle
    where frequencies.titles <= 6
    group by 1

),

shared as materialized (

    select
        candidates.offer_key_a,
        candidates.offer_key_b,
        (
            select count(*) from (
                select unnest(first_side.shingles)
                intersect
                select unnest(second_side.shingles)
            ) as both_sides
        ) as shared_count,
        least(first_side.shingle_count, second_side.shingle_count)
            as smaller_count
    from candidates
    inner join telling_shingles as first_side
        on candidates.offer_key_a = first_side.offer_key
    inner join telling_shingles as second_side
        on candidates.offer_key_b = second_side.offer_key

),

title_sides as (

    select
        candidates.offer_key_a,
        candidates.offer_key_b,
        split.word,
        split.word = any(first_side.title_words) as is_in_a,
        split.word = any(second_side.title_words) as is_in_b
    from candidates
    inner join fingerprints as first_side
        on candidates.offer_key_a = first_side.offer_key
    inner join fingerprints as second_side
        on candidates.offer_key_b = second_side.offer_key
    cross join lateral (
        select unnest(first_side.title_words) as word
        union
        select unnest(second_side.title_words) as word
    ) as split

),

titles as materialized (

    select
        title_sides.offer_key_a,
        title_sides.offer_key_b,
        coalesce(sum(word_weights.weight)
            filter (where is_in_a and is_in_b), 0) as shared_weight,
        coalesce(sum(word_weights.weight)
            filter (where is_in_a and not is_in_b), 0) as weight_only_a,
        coalesce(sum(word_weights.weight)
            filter (where is_in_b and not is_in_a), 0) as weight_only_b
    from title_sides
    inner join word_weights
        on title_sides.word = word_weights.word
    group by 1, 2

),

final as (

    select
        candidates.offer_key_a,
        candidates.offer_key_b,
        candidates.rungs,
        first_side.opened_at as opened_at_a,
        second_side.opened_at as opened_at_b,
        coalesce(shared.shared_count, 0) as shared_shingles,
        coalesce(
            shared.shared_count::double precision
            / nullif(shared.smaller_count, 0),
            0
        ) as text_overlap,
        coalesce(shared.smaller_count, 0) as smaller_shingles,
        first_side.title_words is not distinct from second_side.title_words
            as has_same_title,
        case
            when
                first_side.has_generic_title or second_side.has_generic_title
                then 0
            else coalesce(
                least(titles.weight_only_a, titles.weight_only_b)
                / nullif(
                    titles.shared_weight
                    + least(titles.weight_only_a, titles.weight_only_b), 0
                ),
                0
            )
        end as title_contradiction,
        {{ place_relation('first_side', 'second_side') }} as place_relation,
        case
            when
                first_side.employer_id = 'unknown'
                or second_side.employer_id = 'unknown'
                or first_side.is_agency
                or second_side.is_agency
                then 'unknown'
            when
                first_side.employer_words <@ second_side.employer_words
                or first_side.employer_words @> second_side.employer_words
                then 'same'
            when
                text_b.folded_text
                like '% ' || first_side.employer_key || ' %'
                or text_a.folded_text
                like '% ' || second_side.employer_key || ' %'
                then 'named'
            else 'differs'
        end as employer_relation,
        case
            when
                'unknown' in (
                    first_side.contract_family, second_side.contract_family
                )
                then 'unknown'
            when first_side.contract_family = second_side.contract_family
                then 'same'
            else 'differs'
        end as contract_relation,
        -- "Beginners welcome" is a form's default as often as a choice.
        abs(
            nullif(first_side.experience_min_months, 0)
            - nullif(second_side.experience_min_months, 0)
        ) as experience_gap_months,
        first_side.seniority <> second_side.seniority as seniority_differs,
        coalesce(
            text_b.folded_text like '% ' || first_side.town_key || ' %', false
        )
        or coalesce(
            text_a.folded_text like '% ' || second_side.town_key || ' %', false
        ) as names_the_other_town
    from candidates
    inner join fingerprints as first_side
        on candidates.offer_key_a = first_side.offer_key
    inner join fingerprints as second_side
        on candidates.offer_key_b = second_side.offer_key
    inner join texts as text_a
        on candidates.offer_key_a = text_a.offer_key
    inner join texts as text_b
        on candidates.offer_key_b = text_b.offer_key
    left join shared
        on
            candidates.offer_key_a = shared.offer_key_a
            and candidates.offer_key_b = shared.offer_key_b
    left join titles
        on
            candidates.offer_key_a = titles.offer_key_a
            and candidates.offer_key_b = titles.offer_key_b

)

select * from final
