{{ config(materialized='view') }}

-- Why a pair's score is what it is, and what the rule is fitted anew on.
with

evidence as (

    select * from {{ ref('int_duplicate_evidence') }}

),

final as (

    select
        offer_key_a,
        offer_key_b,
        {{ duplicate_term_columns() }}
    from evidence

)

select * from final
