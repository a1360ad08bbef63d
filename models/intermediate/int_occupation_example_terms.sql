{{
    config(
        materialized='incremental',
        pre_hook="{{ forget_other_trainings() }}",
        indexes=[{'columns': ['term', 'rome_version']}],
    )
}}

-- depends_on: {{ ref('int_occupation_training') }}
-- tf-idf of titles. `share` is the term's part of an example of length one, so
-- that the products of shares that two titles have in common sum to a cosine.
with

examples as (

    select
        example_id,
        rome_version,
        trained_until,
        {{ title_terms('title_words') }} as terms
    from {{ ref('int_occupation_examples') }}

),

terms as (

    select distinct  -- a word twice in a title counts once
        examples.example_id,
        examples.rome_version,
        examples.trained_until,
        split.term
    from examples
    cross join lateral unnest(examples.terms) as split (term)

),

sizes as (

    select
        rome_version,
        count(*)::double precision as examples
    from examples
    group by 1

),

weighed as (

    select
        terms.example_id,
        terms.rome_version,
        terms.trained_until,
        terms.term,
        greatest(
            ln(
                sizes.examples
                / (
                    count(*) over (
                        partition by terms.rome_version, terms.term
                    ) + 0.5
                )
            ),
            0.01
        ) as rarity
    from terms
    inner join sizes
        on terms.rome_version = sizes.rome_version

),

final as (

    select
        example_id,
        rome_version,
        term,
        rarity,
        rarity / sqrt(sum(power(rarity, 2)) over (partition by example_id))
            as share,
        trained_until
    from weighed

)

select * from final
where {{ is_to_be_trained() }}
