{{
    config(
        materialized='incremental',
        pre_hook="{{ forget_other_trainings() }}",
        indexes=[
            {'columns': ['title_key', 'rome_version', 'rank'], 'unique': True},
        ],
    )
}}

-- depends_on: {{ ref('int_occupation_training') }}
with

titles as (

    select distinct  -- many terms share a title
        title_key,
        rome_version,
        trained_until
    from {{ ref('int_title_terms') }}
    where {{ only_new_titles('int_title_terms') }}

),

found as (

    select matches.*
    from titles
    inner join {{ ref('int_title_matches') }} as matches
        on
            titles.title_key = matches.title_key
            and titles.rome_version = matches.rome_version

),

examples as (

    select * from {{ ref('int_occupation_examples') }}

),

priors as (

    select * from {{ ref('int_occupation_priors') }}

),

possible as (

    -- The commonest codes stay possible for a title like none: its text decides.
    select
        titles.title_key,
        titles.rome_version,
        priors.rome_code
    from titles
    inner join priors
        on titles.rome_version = priors.rome_version
    where priors.rank <= 5
    union
    select
        title_key,
        rome_version,
        rome_code
    from found

),

domains as (

    select
        title_key,
        rome_version,
        domain_code,
        max(name_likeness) as name_likeness
    from found
    group by 1, 2, 3

),

scored as (

    select
        possible.title_key,
        possible.rome_version,
        possible.rome_code,
        priors.trained_until,
        found.nearest_id,
        {{ occupation_title_score(
            'found.title_votes', 'found.name_likeness',
            'domains.name_likeness', 'priors.log_prior',
        ) }} as title_score
    from possible
    inner join priors
        on
            possible.rome_version = priors.rome_version
            and possible.rome_code = priors.rome_code
    left join found
        on
            possible.title_key = found.title_key
            and possible.rome_version = found.rome_version
            and possible.rome_code = found.rome_code
    left join domains
        on
            possible.title_key = domains.title_key
            and possible.rome_version = domains.rome_version
            and left(possible.rome_code, 3) = domains.domain_code

),

ranked as (

    select
        *,
        row_number() over (
            partition by title_key, rome_version
            order by title_score desc, rome_code
        ) as rank
    from scored

),

final as (

    select
        ranked.title_key,
        ranked.rome_version,
        ranked.rank,
        ranked.rome_code,
        ranked.title_score,
        array(
            select shared.word
            from unnest({{ words('ranked.title_key') }}) as shared (word)
            where shared.word = any(examples.title_words)
        ) as evidence,
        ranked.trained_until
    from ranked
    left join examples
        on ranked.nearest_id = examples.example_id
    where ranked.rank <= {{ var('occupation_candidates') }}

)

select * from final
