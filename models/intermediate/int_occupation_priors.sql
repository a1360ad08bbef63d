{{ config(indexes=[{'columns': ['rome_code'], 'unique': True}]) }}

with

examples as (

    select * from {{ ref('int_occupation_examples') }}

),

term_odds as (

    select
        rome_code,
        sum(term_weight) as term_weight
    from {{ ref('int_occupation_term_odds') }}
    group by 1

),

counted as (

    select
        rome_code,
        sum(weight) as weight
    from examples
    group by 1

),

final as (

    select
        counted.rome_code,
        ln(counted.weight / sum(counted.weight) over ()) as log_prior,
        -- What an unseen term costs a code: more under a well-known one.
        ln(1 / (term_odds.term_weight + 1000.0)) as log_unseen
    from counted
    inner join term_odds
        on counted.rome_code = term_odds.rome_code

)

select * from final
