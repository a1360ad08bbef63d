{{
    config(
        indexes=[{'columns': ['offer_key_a', 'offer_key_b'], 'unique': True}],
    )
}}

-- What speaks for and against two adverts being one opening, fact by fact.
with

candidates as (

    select * from {{ ref('int_duplicate_candidates') }}
    where rungs <> 'twin'

),

fingerprints as (

    select * from {{ ref('int_offer_fingerprints') }}

),

texts_compared as (

    select * from {{ ref('int_duplicate_texts_compared') }}

),

titles_compared as (

    select * from {{ ref('int_duplicate_titles_compared') }}

),

-- Texts are long: they are opened only where a name in them could matter.
differing as materialized (

    select
        candidates.offer_key_a,
        candidates.offer_key_b,
        first_side.version_key as version_key_a,
        second_side.version_key as version_key_b,
        first_side.town_key as town_key_a,
        second_side.town_key as town_key_b,
        first_side.employer_key as employer_key_a,
        second_side.employer_key as employer_key_b
    from candidates
    inner join fingerprints as first_side
        on candidates.offer_key_a = first_side.offer_key
    inner join fingerprints as second_side
        on candidates.offer_key_b = second_side.offer_key
    where
        first_side.town_id <> second_side.town_id
        or first_side.employer_id <> second_side.employer_id

),

named as materialized (

    select
        differing.offer_key_a,
        differing.offer_key_b,
        -- A text that names the other town and not its own doubts its own
        -- place; one that names both lists where its employer hires.
        (
            {{ names('text_b', 'differing.town_key_a') }}
            and not {{ names('text_b', 'differing.town_key_b') }}
        )
        or (
            {{ names('text_a', 'differing.town_key_b') }}
            and not {{ names('text_a', 'differing.town_key_a') }}
        ) as names_town,
        {{ names('text_b', 'differing.employer_key_a') }}
        or {{ names('text_a', 'differing.employer_key_b') }} as names_employer
    from differing
    inner join {{ ref('int_offer_texts') }} as text_a
        on differing.version_key_a = text_a.version_key
    inner join {{ ref('int_offer_texts') }} as text_b
        on differing.version_key_b = text_b.version_key

),

final as (

    select
        candidates.offer_key_a,
        candidates.offer_key_b,
        candidates.rungs,
        first_side.opened_at as opened_at_a,
        second_side.opened_at as opened_at_b,
        texts_compared.shared_shingles,
        texts_compared.text_overlap,
        texts_compared.smaller_shingles,
        coalesce(first_side.title_words = second_side.title_words, false)
            as has_same_title,
        case
            when
                first_side.has_generic_title or second_side.has_generic_title
                then 0
            else coalesce(titles_compared.title_contradiction, 0)
        end as title_contradiction,
        {{ place_relation('first_side', 'second_side') }} as place_relation,
        {{ employer_relation(
            'first_side', 'second_side', 'named.names_employer'
        ) }}
            as employer_relation,
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
        coalesce(first_side.seniority <> second_side.seniority, false)
            as seniority_differs,
        coalesce(named.names_town, false) as names_the_other_town
    from candidates
    inner join fingerprints as first_side
        on candidates.offer_key_a = first_side.offer_key
    inner join fingerprints as second_side
        on candidates.offer_key_b = second_side.offer_key
    inner join texts_compared
        on
            candidates.offer_key_a = texts_compared.offer_key_a
            and candidates.offer_key_b = texts_compared.offer_key_b
    left join named
        on
            candidates.offer_key_a = named.offer_key_a
            and candidates.offer_key_b = named.offer_key_b
    left join titles_compared
        on
            candidates.offer_key_a = titles_compared.offer_key_a
            and candidates.offer_key_b = titles_compared.offer_key_b

)

select * from final
