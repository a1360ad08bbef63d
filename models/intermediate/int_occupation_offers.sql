{{
    config(
        materialized='incremental',
        pre_hook="{{ forget_other_trainings() }}",
        indexes=[{'columns': ['version_key'], 'unique': True}],
    )
}}

-- As they stood when the training ends: what comes later changes nothing.
with

training as (

    select trained_until from {{ ref('int_occupation_training') }}

),

versions as (

    select versions.version_key
    from {{ ref('int_offer_versions') }} as versions
    cross join training
    where
        versions.valid_from <= training.trained_until
        and (
            versions.valid_to is null
            or versions.valid_to > training.trained_until
        )

),

offers as (

    select
        version_key,
        source,
        rome_code,
        title,
        created_at
    from {{ ref('int_offers_unioned') }}

),

final as (

    select
        offers.version_key,
        offers.rome_code,
        {{ rome_version('offers.source', 'offers.created_at') }}
            as rome_version,
        offers.title,
        training.trained_until
    from versions
    inner join offers
        on versions.version_key = offers.version_key
    cross join training

)

select * from final
where {{ is_to_be_trained() }}
