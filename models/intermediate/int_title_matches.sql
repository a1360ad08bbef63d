{{
    config(
        materialized='incremental',
        pre_hook="{{ forget_other_trainings() }}",
        indexes=[
            {'columns': ['title_key', 'rome_version', 'rome_code'], 'unique': True},
        ],
    )
}}

-- depends_on: {{ ref('int_occupation_training') }}
-- What a title has in common with the examples of each code.
with

terms as (

    select * from {{ ref('int_title_terms') }}
    where {{ only_new_titles('int_title_terms') }}

),

examples as (

    select * from {{ ref('int_occupation_examples') }}

),

example_terms as (

    select * from {{ ref('int_occupation_example_terms') }}

),

compared as (

    select
        terms.title_key,
        terms.rome_version,
        example_terms.example_id,
        sum(terms.share * example_terms.share) as likeness
    from terms
    inner join example_terms
        on
            terms.term = example_terms.term
            and terms.rome_version = example_terms.rome_version
    group by 1, 2, 3

),

final as (

    select
        compared.title_key,
        compared.rome_version,
        examples.rome_code,
        examples.domain_code,
        min(examples.trained_until) as trained_until,
        ln(
            coalesce(
                sum(power(compared.likeness, 3) * examples.weight)
                filter (where not examples.is_official_name),
                0
            ) + 0.00625
        ) as title_votes,
        coalesce(
            max(compared.likeness) filter (where examples.is_official_name), 0
        ) as name_likeness,
        (max(array[compared.likeness, examples.example_id]))[2]::bigint
            as nearest_id
    from compared
    inner join examples
        on compared.example_id = examples.example_id
    group by 1, 2, 3, 4

)

select * from final
