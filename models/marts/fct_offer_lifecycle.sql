{{
    config(
        indexes=[{'columns': ['offer_key', 'spell_number'], 'unique': True}]
    )
}}

-- An offer is under observation from the first sighting to the last moment it
-- is known to have been open. Of one that left the list between two runs only
-- these are known: its end is put half-way between them.
with

spells as (

    select * from {{ ref('int_offer_spells') }}

),

lifecycles as (

    select * from {{ ref('int_offer_lifecycles') }}

),

ages as (

    select
        *,
        extract(epoch from open_known_at - opened_at) / 86400
            as entered_age_days,
        extract(epoch from last_known_open_at - opened_at) / 86400
            as last_known_age_days,
        extract(epoch from closed_at - opened_at) / 86400 as closed_age_days
    from spells

),

-- Only whole days count: observation begins with the first one that was watched
-- from its start and, while open, stops with the last that was to its end.
rounded as (

    select
        *,
        ceil(entered_age_days)::integer as observed_from_day,
        case
            when closed_at is null then floor(last_known_age_days)
            else ceil((last_known_age_days + closed_age_days) / 2)
        end::integer as observed_to_day
    from ages

),

final as (

    select
        spells.offer_key,
        spells.source,
        spells.close_reason,
        case
            when spells.is_last then lifecycles.status
            else 'closed'
        end as status,
        spells.spell_number,
        lifecycles.reopenings,
        case
            when spells.observed_from_day < spells.observed_to_day
                then spells.observed_from_day
        end as observed_from_day,
        case
            when spells.observed_from_day < spells.observed_to_day
                then spells.observed_to_day
        end as observed_to_day,
        spells.is_last,
        spells.closed_at is null as is_open,
        spells.created_at,
        spells.first_seen_at,
        spells.opened_at,
        spells.open_known_at,
        spells.last_known_open_at,
        spells.closed_at,
        spells.close_known_at
    from rounded as spells
    inner join lifecycles
        on spells.offer_key = lifecycles.offer_key

)

select * from final
