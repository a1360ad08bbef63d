{{
    config(
        indexes=[
            {'columns': ['offer_key_a', 'offer_key_b'], 'unique': True},
            {'columns': ['opening_id']},
        ],
    )
}}

with

fingerprints as not materialized (

    select * from {{ ref('int_offer_fingerprints') }}

),

openings as not materialized (

    select * from {{ ref('int_offer_openings') }}

),

compared as (

    select
        offer_key_a,
        offer_key_b,
        pair_class,
        score,
        text_overlap,
        verdict,
        reasons,
        rule_version
    from {{ ref('int_duplicate_pairs') }}

),

-- Twins are alike in all that is compared, so they never were scored.
twins as (

    select
        twin.twin_offer_key as offer_key_a,
        twin.offer_key as offer_key_b,
        case
            when {{ is_temporal('twin.opened_at', 'first_twin.opened_at') }}
                then 'temporal'
            else 'full'
        end as pair_class,
        1::double precision as score,
        1::double precision as text_overlap,
        null::varchar as verdict,
        '+all' as reasons,
        '{{ var("duplicate_rule_version") }}' as rule_version
    from fingerprints as twin
    inner join fingerprints as first_twin
        on twin.twin_offer_key = first_twin.offer_key
    where twin.offer_key <> twin.twin_offer_key

),

unioned as (

    select * from compared
    union all
    select * from twins

),

final as (

    select
        unioned.offer_key_a,
        unioned.offer_key_b,
        case
            when openings_a.opening_id = openings_b.opening_id
                then openings_a.opening_id
        end as opening_id,
        unioned.pair_class,
        unioned.reasons,
        unioned.verdict,
        unioned.rule_version,
        unioned.score,
        unioned.text_overlap,
        openings_a.opening_id = openings_b.opening_id as is_same_opening
    from unioned
    inner join openings as openings_a
        on unioned.offer_key_a = openings_a.offer_key
    inner join openings as openings_b
        on unioned.offer_key_b = openings_b.offer_key
    where
        openings_a.opening_id = openings_b.opening_id
        or unioned.verdict is not null

)

select * from final
