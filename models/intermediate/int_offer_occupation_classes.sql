{{
    config(
        materialized='incremental',
        pre_hook="{{ forget_other_trainings() }}",
        indexes=[{'columns': ['version_key', 'class_code'], 'unique': True}],
    )
}}

-- depends_on: {{ ref('int_occupation_training') }}
-- Codes that a title proposes, and their domains: what a text is compared with.
with

proposed as (

    select * from {{ ref('int_offer_occupations_proposed') }}
    where
        {{ only_new_versions('int_offer_occupations_proposed.version_key') }}

),

final as (

    select
        version_key,
        rome_version,
        rome_code as class_code,
        trained_until
    from proposed
    union
    select
        version_key,
        rome_version,
        left(rome_code, 3) as class_code,
        trained_until
    from proposed

)

select * from final
