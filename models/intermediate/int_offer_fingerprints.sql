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

verdicts as (

    select offer_key_a as offer_key from {{ ref('duplicate_verdicts') }}
    union
    select offer_key_b as offer_key from {{ ref('duplicate_verdicts') }}

),

title_towns as (

    select * from {{ ref('int_title_towns') }}

),

suffixes as (

    select * from {{ ref('int_title_suffixes') }}

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
        title_towns.town_id as title_town_id,
        title_towns.town_key as title_town_key,
        offers.contract_family,
        offers.experience_min_months,
        -- What a form says of experience is filled in haste: of one advert
        -- told twice, it often differs.
        case
            when offers.experience_phrase is not null
                then offers.experience_min_months
        end as told_experience_months,
        offers.opened_at,
        {{ apply_reference('offers.apply_url') }} as apply_reference,
        -- Who lists it. France Travail lists for others and does not always
        -- say for whom.
        coalesce(
            lower(published.partner_name),
            case when offers.source <> 'france_travail' then offers.source end
        ) as board,
        shingles.shingles,
        shingles.word_count,
        shingles.numbers,
        verdicts.offer_key is not null as is_judged,
        -- A ROME name is what a form proposed, not a title someone chose.
        coalesce(
            offers.title_folded ~ ('^' || {{ folded(
                "regexp_replace(published.appellation_label, '[^[:alnum:] ]', "
                ~ "' ', 'g')"
            ) }}),
            false
        ) as has_generic_title,
        {{ seniority('offers.title_folded') }} as seniority,
        replace(
            replace(
                replace(
                    replace(
                        ' ' || offers.title_folded || ' ',
                        ' ' || coalesce(suffixes.suffix, '∅') || ' ',
                        ' '
                    ),
                    ' ' || coalesce(communes.town_key, '∅') || ' ',
                    ' '
                ),
                ' ' || coalesce(title_towns.town_key, '∅') || ' ',
                ' '
            ),
            ' ' || coalesce({{ employer_key('offers.employer_name') }}, '∅')
            || ' ',
            ' '
        ) as title_of_job
    from offers
    inner join published
        on offers.offer_key = published.offer_key
    inner join shingles
        on offers.version_key = shingles.version_key
    left join communes
        on offers.place_id = communes.place_id
    left join title_towns
        on offers.title_folded = title_towns.title_folded
    left join suffixes
        on {{ folded(title_suffix('offers.title')) }} = suffixes.suffix
    left join verdicts
        on offers.offer_key = verdicts.offer_key

),

final as (

    select
        *,
        {{ title_words('title_of_job') }} as title_words,
        min(offer_key) over (
            partition by
                -- What a person has judged is compared by itself.
                case when is_judged then offer_key end,
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
