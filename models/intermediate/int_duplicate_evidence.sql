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

fingerprints as not materialized (

    select * from {{ ref('int_offer_fingerprints') }}

),

texts_compared as (

    select * from {{ ref('int_duplicate_texts_compared') }}

),

titles_compared as (

    select * from {{ ref('int_duplicate_titles_compared') }}

),

towns_apart as (

    select * from {{ ref('int_duplicate_towns_apart') }}

),

-- Texts are long: they are opened only where the name of a town could matter.
differing as materialized (

    select
        candidates.offer_key_a,
        candidates.offer_key_b,
        first_side.version_key as version_key_a,
        second_side.version_key as version_key_b,
        coalesce(first_side.title_town_key, first_side.town_key)
            as town_key_a,
        coalesce(second_side.title_town_key, second_side.town_key)
            as town_key_b
    from candidates
    inner join fingerprints as first_side
        on candidates.offer_key_a = first_side.offer_key
    inner join fingerprints as second_side
        on candidates.offer_key_b = second_side.offer_key
    where
        {{ place_relation('first_side', 'second_side') }} like 'other%'
        -- On one board a job listed in two towns is two openings.
        and not coalesce(first_side.board = second_side.board, false)

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
        ) as names_town
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
        first_side.has_generic_title and second_side.has_generic_title
            as has_generic_titles,
        coalesce(titles_compared.words_apart, 0) as title_words_apart,
        {{ place_relation('first_side', 'second_side') }} as place_relation,
        {{ employer_relation('first_side', 'second_side') }}
            as employer_relation,
        case
            -- A civil servant's post is "other" here and permanent there.
            when
                first_side.contract_family in ('unknown', 'AUTRE')
                or second_side.contract_family in ('unknown', 'AUTRE')
                then 'unknown'
            when first_side.contract_family = second_side.contract_family
                then 'same'
            when
                first_side.contract_family in ('STAGE', 'ALTERNANCE')
                or second_side.contract_family in ('STAGE', 'ALTERNANCE')
                then 'other_kind'
            else 'other_term'
        end as contract_relation,
        coalesce(
            first_side.told_experience_months
            <> second_side.told_experience_months,
            false
        ) as experience_differs,
        coalesce(first_side.seniority <> second_side.seniority, false)
            as seniority_differs,
        -- Numbers that only one text holds, when the other holds its own.
        least(
            cardinality(array(
                select split.number
                from unnest(first_side.numbers) as split (number)
                where split.number <> all(second_side.numbers)
            )),
            cardinality(array(
                select split.number
                from unnest(second_side.numbers) as split (number)
                where split.number <> all(first_side.numbers)
            ))
        ) as numbers_apart,
        coalesce(first_side.board = second_side.board, false)
            as is_same_board,
        (first_side.board is distinct from second_side.board)
            as is_other_board,
        coalesce(
            first_side.salary_annual_min_eur
            = second_side.salary_annual_min_eur
            and first_side.salary_annual_max_eur
            = second_side.salary_annual_max_eur,
            false
        ) as has_same_salary,
        coalesce(
            first_side.apply_reference = second_side.apply_reference, false
        ) as has_same_reference,
        coalesce(named.names_town, false) as names_the_other_town,
        (towns_apart.offer_key_a is not null) as names_a_third_town
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
    left join towns_apart
        on
            candidates.offer_key_a = towns_apart.offer_key_a
            and candidates.offer_key_b = towns_apart.offer_key_b
    left join titles_compared
        on
            candidates.offer_key_a = titles_compared.offer_key_a
            and candidates.offer_key_b = titles_compared.offer_key_b

)

select * from final
