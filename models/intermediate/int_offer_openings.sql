{{
    config(
        indexes=[
            {'columns': ['offer_key'], 'unique': True},
            {'columns': ['opening_id']},
        ],
    )
}}

with

offers as (

    select * from {{ ref('int_offers_normalised') }}

),

final as (

    select
        offer_key,
        {{ surrogate_key(['first_value(offer_key) over (partition by '
            ~ 'employer_id, place_id, title_folded, contract_family, '
            ~ "case when employer_id = 'unknown' then offer_key end "
            ~ 'order by offer_key)']) }} as opening_id
    from offers

)

select * from final
