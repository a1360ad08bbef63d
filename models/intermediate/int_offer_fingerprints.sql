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

keys as (

    select * from {{ ref('int_offer_keys') }}

),

titles as (

    select
        titles.offer_key,
        job_titles.title_words
    from {{ ref('int_offer_titles') }} as titles
    inner join {{ ref('int_job_titles') }} as job_titles
        on titles.title_of_job = job_titles.title_of_job

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

communes as (

    select
        'C:' || commune_code as place_id,
        'C:' || coalesce(parent_code, commune_code) as town_id,
        place_key as town_key
    from {{ ref('int_communes') }}

),

described as materialized (

    select
        offers.offer_key,
        offers.version_key,
        offers.source,
        offers.title_folded,
        offers.employer_id,
        offers.is_agency,
        keys.employer_key,
        {{ words('keys.employer_key') }} as employer_words,
        offers.departement_code,
        offers.region_code,
        coalesce(communes.town_id, offers.place_id) as town_id,
        offers.place_level,
        communes.town_key,
        title_towns.town_id as title_town_id,
        title_towns.town_key as title_town_key,
        offers.contract_family,
        offers.experience_min_months,
        offers.salary_annual_min_eur,
        offers.salary_annual_max_eur,
        -- What a form says of experience is filled in haste: of one advert
        -- told twice, it often differs.
        case
            when offers.experience_phrase is not null
                then offers.experience_min_months
        end as told_experience_months,
        offers.opened_at,
        keys.apply_reference,
        -- Who lists it. France Travail lists for others and does not always
        -- say for whom.
        coalesce(
            lower(published.partner_name),
            case when offers.source <> 'france_travail' then offers.source end
        ) as board,
        shingles.shingles,
        shingles.word_count,
        shingles.numbers,
        keys.has_generic_title,
        keys.seniority,
        titles.title_words,
        -- What a person has judged is compared by itself.
        {{ surrogate_key([
            'case when verdicts.offer_key is not null then offers.offer_key end',
            array_hash('shingles.shingles'), 'shingles.word_count',
            'offers.title_folded',
            'coalesce(communes.town_id, offers.place_id)',
            'offers.contract_family', 'offers.employer_id',
            'offers.experience_min_months',
        ]) }} as twin_key
    from offers
    inner join published
        on offers.offer_key = published.offer_key
    inner join keys
        on offers.offer_key = keys.offer_key
    inner join titles
        on offers.offer_key = titles.offer_key
    inner join shingles
        on offers.version_key = shingles.version_key
    left join communes
        on offers.place_id = communes.place_id
    left join title_towns
        on offers.title_folded = title_towns.title_folded
    left join verdicts
        on offers.offer_key = verdicts.offer_key

),

twins as (

    select
        twin_key,
        min(offer_key) as twin_offer_key
    from described
    group by 1

),

final as (

    select
        described.*,
        twins.twin_offer_key
    from described
    inner join twins
        on described.twin_key = twins.twin_key

)

select * from final
