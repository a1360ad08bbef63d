{{
    config(
        materialized='incremental',
        pre_hook="{{ forget_other_trainings() }}",
        indexes=[{'columns': ['version_key', 'rome_code'], 'unique': True}],
    )
}}

-- depends_on: {{ ref('int_occupation_training') }}
with

offers as (

    select
        offers.offer_key,
        offers.version_key,
        titles.rome_version,
        titles.title_key
    from {{ ref('int_offers_current') }} as offers
    inner join {{ ref('int_offer_occupation_titles') }} as titles
        on offers.version_key = titles.version_key
    where
        offers.rome_code is null
        and {{ only_new_versions('offers.version_key') }}

),

final as (

    select
        offers.offer_key,
        offers.version_key,
        offers.rome_version,
        titles.rome_code,
        titles.title_score,
        titles.evidence,
        titles.trained_until
    from offers
    inner join {{ ref('int_titles_coded') }} as titles
        on
            offers.title_key = titles.title_key
            and offers.rome_version = titles.rome_version

)

select * from final
