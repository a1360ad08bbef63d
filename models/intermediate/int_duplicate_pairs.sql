{{
    config(
        indexes=[{'columns': ['offer_key_a', 'offer_key_b'], 'unique': True}],
    )
}}

-- Evidence weighed into one probability. Shared text speaks for; place, title,
-- contract, experience, numbers and the same board speak against when both
-- sides say something and they differ. A person's verdict overrides all.
with

evidence as (

    select * from {{ ref('int_duplicate_evidence') }}

),

verdicts as (

    select * from {{ ref('duplicate_verdicts') }}

),

weighed as (

    select
        *,
        {{ duplicate_log_odds() }} as log_odds
    from evidence

),

scored as (

    select
        weighed.*,
        verdicts.verdict,
        round((1 / (1 + exp(-weighed.log_odds)))::numeric, 4)::double precision
            as score
    from weighed
    left join verdicts
        on
            weighed.offer_key_a = verdicts.offer_key_a
            and weighed.offer_key_b = verdicts.offer_key_b

),

final as (

    select
        offer_key_a,
        offer_key_b,
        score,
        verdict,
        coalesce(verdict = 'same', score >= 0.5) as is_duplicate,
        {{ is_elsewhere() }} as is_elsewhere,
        case
            when {{ is_temporal('opened_at_a', 'opened_at_b') }}
                then 'temporal'
            when text_overlap >= 0.95 and has_same_title then 'full'
            when text_overlap >= 0.4 then 'partial'
            else 'semantic'
        end as pair_class,
        round(text_overlap::numeric, 2)::double precision as text_overlap,
        {{ duplicate_reasons() }} as reasons,
        '{{ var("duplicate_rule_version") }}' as rule_version
    from scored

)

select * from final
