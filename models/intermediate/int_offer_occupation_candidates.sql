{{ config(indexes=[{'columns': ['offer_key']}]) }}

with

offers as (

    select
        offer_key,
        {{ occupation_title('source', 'title', 'appellation_label') }}
            as title_key
    from {{ ref('int_offers_current') }}
    where rome_code is null

),

titles as (

    select * from {{ ref('int_titles_coded') }}

),

final as (

    select
        offers.offer_key,
        titles.rank,
        titles.rome_code,
        titles.probability,
        array_to_string(titles.evidence, ', ') as evidence
    from offers
    inner join titles
        on offers.title_key = titles.title_key

)

select * from final
