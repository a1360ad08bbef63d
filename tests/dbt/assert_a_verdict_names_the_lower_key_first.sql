-- Pairs are kept in this order: a verdict in the other one would be another pair's.
with

verdicts as (

    select * from {{ ref('duplicate_verdicts') }}

),

final as (

    select
        offer_key_a,
        offer_key_b
    from verdicts
    where offer_key_a >= offer_key_b

)

select * from final
