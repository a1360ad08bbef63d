{{ config(indexes=[{'columns': ['offer_key'], 'unique': True}]) }}

-- The publisher's code is kept; else the likeliest one, when likely enough.
with

offers as (

    select * from {{ ref('int_offers_current') }}

),

candidates as (

    select * from {{ ref('int_offer_occupation_candidates') }}
    where rank = 1

),

final as (

    select
        offers.offer_key,
        case
            when offers.rome_code is not null then 'declared'
            when
                candidates.probability >= {{ var('occupation_threshold') }}
                then 'coded'
            else 'unknown'
        end as occupation_basis,
        case
            when offers.rome_code is not null then offers.rome_code
            when
                candidates.probability >= {{ var('occupation_threshold') }}
                then candidates.rome_code
            else 'unknown'
        end as rome_code,
        case
            when offers.rome_code is not null then 1
            when
                candidates.probability >= {{ var('occupation_threshold') }}
                then candidates.probability
        end::double precision as occupation_confidence,
        candidates.evidence
    from offers
    left join candidates
        on offers.version_key = candidates.version_key

)

select * from final
