{{
    config(
        materialized='incremental',
        pre_hook="{{ forget_other_trainings() }}",
        indexes=[{'columns': ['version_key', 'rank'], 'unique': True}],
    )
}}

-- depends_on: {{ ref('int_occupation_training') }}
-- The title proposes, the text of the offer decides.
with

proposed as (

    select * from {{ ref('int_offer_occupations_proposed') }}
    where
        {{ only_new_versions('int_offer_occupations_proposed.version_key') }}

),

likenesses as (

    select * from {{ ref('int_offer_text_likenesses') }}

),

scored as (

    select
        proposed.offer_key,
        proposed.version_key,
        proposed.trained_until,
        proposed.rome_code,
        proposed.evidence,
        proposed.title_score
        + {{ occupation_text_score(
            'code_likeness.likeness', 'domain_likeness.likeness'
        ) }} as score
    from proposed
    left join likenesses as code_likeness
        on
            proposed.version_key = code_likeness.version_key
            and proposed.rome_code = code_likeness.class_code
    left join likenesses as domain_likeness
        on
            proposed.version_key = domain_likeness.version_key
            and left(proposed.rome_code, 3) = domain_likeness.class_code

),

compared as (

    select
        *,
        row_number() over (
            partition by version_key order by score desc, rome_code
        ) as rank,
        exp(score - max(score) over (partition by version_key)) as likelihood
    from scored

),

final as (

    select
        offer_key,
        version_key,
        rank,
        rome_code,
        -- Sums of floats depend on their order; what is told must not.
        round(
            (likelihood / sum(likelihood) over (partition by version_key))
            ::numeric,
            4
        )::double precision as probability,
        array_to_string(evidence, ', ') as evidence,
        trained_until
    from compared

)

select * from final
where rank <= 5
