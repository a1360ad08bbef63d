{{
    config(
        indexes=[{'columns': ['offer_key_a', 'offer_key_b'], 'unique': True}],
    )
}}

-- Evidence weighed into one probability. Shared text speaks for; place, title,
-- contract, experience and employer speak against when both sides say something
-- and they differ. A person's verdict overrides all.
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
        *,
        1 / (1 + exp(-log_odds)) as score
    from weighed

),

final as (

    select
        scored.offer_key_a,
        scored.offer_key_b,
        round(scored.score::numeric, 4)::double precision as score,
        coalesce(verdicts.verdict = 'same', scored.score >= 0.5)
            as is_duplicate,
        case
            when abs(extract(
                epoch from scored.opened_at_a - scored.opened_at_b
            )) > 14 * 86400 then 'temporal'
            when scored.text_overlap >= 0.95 and scored.has_same_title
                then 'full'
            when scored.text_overlap >= 0.4 then 'partial'
            else 'semantic'
        end as pair_class,
        concat_ws(
            '; ',
            case
                when verdicts.verdict is not null
                    then 'verdict ' || verdicts.verdict
            end,
            'found by ' || scored.rungs,
            'text ' || round(scored.text_overlap::numeric, 2)
            || ' of ' || scored.smaller_shingles,
            case when scored.has_same_title then 'same title' end,
            case
                when scored.title_contradiction > 0
                    then
                        'titles differ '
                        || round(scored.title_contradiction::numeric, 2)
            end,
            'place ' || scored.place_relation,
            case
                when scored.names_the_other_town
                    then 'names the other town'
            end,
            'employer ' || scored.employer_relation,
            'contract ' || scored.contract_relation,
            case
                when scored.experience_gap_months > 0
                    then
                        'experience apart '
                        || scored.experience_gap_months || ' months'
            end,
            case when scored.seniority_differs then 'seniority differs' end
        ) as reasons,
        '1' as rule_version
    from scored
    left join verdicts
        on
            scored.offer_key_a = verdicts.offer_key_a
            and scored.offer_key_b = verdicts.offer_key_b

)

select * from final
