{{
    config(
        materialized='incremental',
        pre_hook="{{ forget_other_trainings() }}",
        indexes=[{'columns': ['title_key', 'rome_version']}],
    )
}}

-- depends_on: {{ ref('int_occupation_training') }}
-- A title is compared once, whatever the number of offers under it, by its
-- rarest terms: the common ones would join it with half of all examples.
with

titles as (

    select distinct  -- many offers share a title
        titles.title_key,
        titles.rome_version
    from {{ ref('int_offers_current') }} as offers
    inner join {{ ref('int_offer_occupation_titles') }} as titles
        on offers.version_key = titles.version_key
    where
        offers.rome_code is null
        and {{ only_new_titles('titles') }}

),

examples as (

    select * from {{ ref('int_occupation_examples') }}

),

vocabulary as (

    select * from {{ ref('int_occupation_terms') }}

),

sizes as (

    select
        rome_version,
        min(trained_until) as trained_until,
        ln(count(*) / 0.5) as unseen_rarity
    from examples
    group by 1

),

terms as (

    select distinct  -- a word twice in a title counts once
        titles.title_key,
        titles.rome_version,
        split.term
    from titles
    cross join
        lateral
        unnest({{ title_terms(words('titles.title_key')) }}) as split (term)
    where titles.title_key is not null

),

weighed as (

    select
        terms.title_key,
        terms.rome_version,
        terms.term,
        sizes.trained_until,
        coalesce(vocabulary.rarity, sizes.unseen_rarity)
        / sqrt(
            sum(power(coalesce(vocabulary.rarity, sizes.unseen_rarity), 2))
                over (partition by terms.title_key, terms.rome_version)
        ) as share,
        row_number() over (
            partition by
                terms.title_key, terms.rome_version, vocabulary.term is null
            order by vocabulary.rarity desc, terms.term
        ) as rank,
        vocabulary.term is not null as is_known
    from terms
    inner join sizes
        on terms.rome_version = sizes.rome_version
    left join vocabulary
        on
            terms.rome_version = vocabulary.rome_version
            and terms.term = vocabulary.term

),

final as (

    select
        title_key,
        rome_version,
        term,
        share,
        trained_until
    from weighed
    where not is_known or rank <= {{ var('occupation_terms') }}

)

select * from final
