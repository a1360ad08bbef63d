{{
    config(
        indexes=[
            {
                'columns': ['counted_kind', 'counted_id', 'spell_number'],
                'unique': True,
            },
        ],
    )
}}

-- Few close and open again: what is open on a day is told by this short table
-- beside fct_offers and fct_openings, and no reader joins all spells.
with

offer_spells as (

    select * from {{ ref('int_offer_spells') }}

),

opening_spells as (

    select * from {{ ref('int_opening_spells') }}
    where source = 'all'

),

final as (

    select
        'offer' as counted_kind,
        spells.offer_key as counted_id,
        spells.spell_number,
        before.closed_at,
        before.close_known_at,
        spells.opened_at as reopened_at
    from offer_spells as spells
    inner join offer_spells as before
        on
            spells.offer_key = before.offer_key
            and spells.spell_number = before.spell_number + 1
    where spells.spell_number > 1
    union all
    select
        'opening' as counted_kind,
        spells.opening_id as counted_id,
        spells.spell_number,
        before.closed_at,
        before.close_known_at,
        spells.opened_at as reopened_at
    from opening_spells as spells
    inner join opening_spells as before
        on
            spells.opening_id = before.opening_id
            and spells.spell_number = before.spell_number + 1
    where spells.spell_number > 1

)

select * from final
