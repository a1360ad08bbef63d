{{
    config(
        materialized='incremental',
        pre_hook="{{ forget_other_trainings() }}",
        indexes=[{'columns': ['example_id'], 'unique': True}],
    )
}}

-- What a title is compared with: titles whose code is declared, and official
-- names, once for each version of ROME that offers wait to be coded by. A code of
-- ROME 4 tells its ancestor in ROME 3; the way back is only sometimes right.
with

training as (

    select trained_until from {{ ref('int_occupation_training') }}

),

written as (

    -- A title is cut into words once, however many offers are under it.
    select
        rome_code,
        title,
        rome_version,
        count(*) as offers
    from {{ ref('int_occupation_offers') }}
    where rome_code is not null and title is not null
    group by 1, 2, 3

),

offers as (

    select
        rome_code,
        rome_version,
        offers,
        {{ title_words('title') }} as title_words
    from written
    {{ fence() }}

),

appellations as (

    select * from {{ ref('int_rome_appellations') }}

),

listed as (

    select
        *,
        rank() over (order by fetched_at desc, run_id desc) as recency
    from {{ ref('stg_references__rome_occupations') }}

),

versions as (

    select '4' as rome_version
    union
    select rome_version from {{ ref('int_occupation_offers') }}
    where rome_code is null

),

ancestors as (

    select
        rome_code,
        min(rome_3_code) as rome_3_code
    from appellations
    group by 1

),

translated as (

    select
        versions.rome_version,
        offers.title_words,
        case
            when versions.rome_version = '3'
                then coalesce(ancestors.rome_3_code, offers.rome_code)
            else offers.rome_code
        end as rome_code,
        offers.offers
        * case
            when offers.rome_version < versions.rome_version then 0.4
            else 1
        end as weight
    from offers
    cross join versions
    left join ancestors
        on offers.rome_code = ancestors.rome_code
    where offers.title_words is not null

),

titles as (

    select
        rome_version,
        title_words,
        rome_code,
        sum(weight) as offers
    from translated
    group by 1, 2, 3

),

weighed as (

    -- A title that publishers code in several ways teaches each of them less.
    select
        *,
        ln(1 + offers)
        * offers / sum(offers) over (partition by rome_version, title_words)
            as weight
    from titles

),

ranked as (

    select
        *,
        row_number() over (
            partition by rome_version, rome_code
            order by weight desc, md5(array_to_string(title_words, ' '))
        ) as rank
    from weighed

),

names as (

    select
        versions.rome_version,
        case
            when versions.rome_version = '3' then appellations.rome_3_code
            else appellations.rome_code
        end as rome_code,
        appellations.title_words
    from appellations
    cross join versions
    where appellations.title_words is not null
    union
    select
        versions.rome_version,
        case
            when versions.rome_version = '3'
                then coalesce(ancestors.rome_3_code, listed.rome_code)
            else listed.rome_code
        end as rome_code,
        {{ title_words('listed.rome_label') }} as title_words
    from listed
    cross join versions
    left join ancestors
        on listed.rome_code = ancestors.rome_code
    where listed.recency = 1

),

examples as (

    select
        rome_version,
        rome_code,
        title_words,
        weight::double precision as weight,
        false as is_official_name
    from ranked
    where rank <= {{ var('occupation_examples') }}
    union all
    select
        rome_version,
        rome_code,
        title_words,
        1.0 as weight,
        true as is_official_name
    from names
    where title_words is not null

),

final as (

    select
        row_number() over (
            order by
                examples.rome_version,
                examples.rome_code,
                examples.is_official_name,
                examples.title_words
        ) as example_id,
        examples.rome_version,
        examples.rome_code,
        left(examples.rome_code, 3) as domain_code,
        examples.title_words,
        examples.weight,
        examples.is_official_name,
        training.trained_until
    from examples
    cross join training

)

select * from final
where {{ is_to_be_trained() }}
