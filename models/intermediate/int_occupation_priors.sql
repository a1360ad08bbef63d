{{
    config(
        materialized='incremental',
        pre_hook="{{ forget_other_trainings() }}",
        indexes=[{'columns': ['rome_version', 'rome_code'], 'unique': True}],
    )
}}

-- depends_on: {{ ref('int_occupation_training') }}
with

examples as (

    select * from {{ ref('int_occupation_examples') }}

),

counted as (

    -- Official names make a code possible; titles make it likely.
    select
        rome_version,
        rome_code,
        min(trained_until) as trained_until,
        sum(weight) filter (where not is_official_name) as weight
    from examples
    group by 1, 2

),

final as (

    select
        rome_version,
        rome_code,
        ln(
            (coalesce(weight, 0) + 0.05)
            / (sum(weight) over (partition by rome_version) + 1)
        ) as log_prior,
        row_number() over (
            partition by rome_version order by weight desc nulls last, rome_code
        ) as rank,
        trained_until
    from counted

)

select * from final
where {{ is_to_be_trained() }}
