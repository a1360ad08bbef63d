-- The offers as they stood at a moment, with the title they then had:
-- dbt show --select offers_as_of --vars '{moment: "2026-01-31 12:00:00+00"}'
{% set moment = var('moment', '2026-01-31 12:00:00+00') %}

with

past as (

    {{ as_of_offers("timestamptz '" ~ moment ~ "'") }}

),

offers as (

    select * from {{ ref('int_offers_unioned') }}

),

final as (

    select
        past.offer_key,
        past.source,
        past.content_hash,
        offers.title,
        past.version_number,
        past.is_open,
        past.valid_from,
        past.opened_at
    from past
    inner join offers
        on past.version_key = offers.version_key

)

select * from final
