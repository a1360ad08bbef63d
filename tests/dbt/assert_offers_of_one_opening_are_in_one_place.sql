-- The same advert in several towns is several openings: no pair that is said
-- to be one opening may lie in two towns unless a text names the other town, or
-- a long text is on two boards in one département.
with

evidence as (

    select * from {{ ref('int_duplicate_evidence') }}

),

pairs as (

    select * from {{ ref('int_duplicate_pairs') }}

),

final as (

    select pairs.*
    from pairs
    inner join evidence
        on
            pairs.offer_key_a = evidence.offer_key_a
            and pairs.offer_key_b = evidence.offer_key_b
    where
        pairs.is_duplicate
        and pairs.verdict is null
        and {{ is_elsewhere() }}

)

select * from final
