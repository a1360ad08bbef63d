{{ config(indexes=[{'columns': ['offer_key']}]) }}

with

offers as (

    select
        offer_key,
        version_key,
        {{ rome_version('source', 'created_at') }} as rome_version,
        {{ occupation_title('source', 'title', 'appellation_label') }}
            as title_key
    from {{ ref('int_offers_current') }}
    where rome_code is null

),

final as (

    select
        offers.offer_key,
        offers.version_key,
        offers.rome_version,
        titles.rome_code,
        titles.title_score,
        titles.evidence
    from offers
    inner join {{ ref('int_titles_coded') }} as titles
        on
            offers.title_key = titles.title_key
            and offers.rome_version = titles.rome_version

)

select * from final
