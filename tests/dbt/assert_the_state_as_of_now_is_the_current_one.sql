with

past as (

    {{ as_of_offers('(select as_of from ' ~ ref('int_as_of') ~ ')') }}

),

offers as (

    select * from {{ ref('fct_offers') }}

),

final as (

    select
        offers.offer_key,
        offers.content_hash,
        past.content_hash as content_hash_as_of_now,
        offers.is_open,
        past.is_open as is_open_as_of_now
    from offers
    full join past
        on offers.offer_key = past.offer_key
    where
        offers.content_hash is distinct from past.content_hash
        or offers.is_open is distinct from past.is_open

)

select * from final
