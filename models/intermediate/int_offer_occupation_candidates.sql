{{ config(indexes=[{'columns': ['offer_key']}]) }}

-- The title proposes, the text of the offer decides.
with

proposed as (

    select * from {{ ref('int_offer_occupations_proposed') }}

),

likenesses as (

    select * from {{ ref('int_offer_text_likenesses') }}

),

scored as (

    select
        proposed.offer_key,
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
            partition by offer_key order by score desc, rome_code
        ) as rank,
        exp(score - max(score) over (partition by offer_key)) as likelihood
    from scored

),

final as (

    select
        offer_key,
        rank,
        rome_code,
        likelihood / sum(likelihood) over (partition by offer_key)
            as probability,
        array_to_string(evidence, ', ') as evidence
    from compared

)

select * from final
where rank <= 5
