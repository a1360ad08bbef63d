{{
    config(
        materialized='incremental',
        pre_hook="{{ forget_other_trainings() }}",
        indexes=[{'columns': ['rome_version', 'term'], 'unique': True}],
    )
}}

-- depends_on: {{ ref('int_occupation_training') }}
-- A table of its own, with an index: of few new titles the planner expects none,
-- and would read all terms for each of their words.
with

example_terms as (

    select * from {{ ref('int_occupation_example_terms') }}

),

final as (

    select
        rome_version,
        term,
        min(rarity) as rarity,
        min(trained_until) as trained_until
    from example_terms
    group by 1, 2

)

select * from final
where {{ is_to_be_trained() }}
