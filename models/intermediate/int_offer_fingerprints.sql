{{
    config(indexes=[{'columns': ['offer_key'], 'unique': True}])
}}

-- What two adverts are compared by. Offers alike in all of it are twins: one
-- stands for them, so that a text posted a hundred times is compared once.
with

offers as (

    select * from {{ ref('int_offers_normalised') }}

),

published as (

    select * from {{ ref('int_offers_current') }}

),

shingles as (

    select * from {{ ref('int_offer_shingles') }}

),

communes as (

    select
        'C:' || commune_code as place_id,
        'C:' || coalesce(parent_code, commune_code) as town_id,
        place_key as town_key
    from {{ ref('int_communes') }}

),

described as (

    select
        offers.offer_key,
        offers.version_key,
        offers.source,
        offers.title_folded,
        offers.employer_id,
        offers.is_agency,
        {{ employer_key('offers.employer_name') }} as employer_key,
        {{ words(employer_key('offers.employer_name')) }} as employer_words,
        offers.departement_code,
        offers.region_code,
        coalesce(communes.town_id, offers.place_id) as town_id,
        offers.place_level,
        communes.town_key,
        offers.contract_family,
        offers.experience_min_months,
        offers.opened_at,
        split_part(lower(offers.apply_url), '#', 1) as apply_url,
        shingles.shingles,
        shingles.word_count,
        -- A ROME name is what a form proposed, not a title someone chose.
        coalesce(
            offers.title_folded ~ ('^' || {{ folded(
                "regexp_replace(published.appellation_label, '[^[:alnum:] ]', "
                ~ "' ', 'g')"
            ) }}),
            false
        ) as has_generic_title,
        {{ seniority('offers.title_folded') }} as seniority,
        {{ title_words(
            "replace(offers.title_folded, coalesce(communes.town_key, '∅'), ' ')"
        ) }} as title_words
    from offers
    inner join published
        on offers.offer_key = published.offer_key
    inner join shingles
        on offers.version_key = shingles.version_key
    left join communes
        on offers.place_id = communes.place_id

),

final as (

    select
        *,
        min(offer_key) over (
            partition by
                shingles,
                word_count,
                title_folded,
                town_id,
                contract_family,
                employer_id,
                experience_min_months
        ) as twin_offer_key
    from described

)

select * from final
