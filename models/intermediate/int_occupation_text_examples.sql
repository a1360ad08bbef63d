{{
    config(
        materialized='incremental',
        pre_hook="{{ forget_other_trainings() }}",
        indexes=[{'columns': ['version_key'], 'unique': True}],
    )
}}

-- depends_on: {{ ref('int_occupation_training') }}
-- A hundred texts tell a code as well as thousands do; which, chance decides,
-- the same way at each build.
with

offers as (

    select
        version_key,
        rome_code,
        rome_version,
        lower(title) as title_key,
        trained_until,
        row_number() over (
            partition by rome_code order by md5(version_key)
        ) as rank
    from {{ ref('int_occupation_offers') }}
    where rome_code is not null

),

final as (

    select
        version_key,
        rome_code,
        rome_version,
        -- Ten offers of one title are less than ten witnesses.
        1 / sqrt(count(*) over (partition by title_key)) as weight,
        trained_until
    from offers
    where rank <= {{ var('occupation_texts') }}

)

select * from final
where {{ is_to_be_trained() }}
