{{ config(indexes=[{'columns': ['term']}]) }}

-- Naive Bayes as a table: how much seeing a term adds to the log-odds of a
-- code, over not having seen it there.
with

examples as (

    select * from {{ ref('int_occupation_examples') }}

),

terms as (

    select
        examples.rome_code,
        examples.weight,
        {{ title_terms('examples.title_words') }} as terms
    from examples

),

counted as (

    select
        split.term,
        terms.rome_code,
        sum(terms.weight) as term_weight
    from terms
    cross join lateral unnest(terms.terms) as split (term)
    group by 1, 2

),

final as (

    select
        term,
        rome_code,
        term_weight,
        ln(1 + term_weight / {{ var('occupation_smoothing') }})
        -- A word found under every code tells none of them.
        * (
            1 - ln(count(*) over (partition by term))
            / ln(2000.0)
        ) as log_odds
    from counted

)

select * from final
