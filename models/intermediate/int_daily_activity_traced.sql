{{ config(materialized='view') }}

with

offer_spells as (

    select * from {{ ref('int_offer_spells') }}

),

opening_spells as (

    select * from {{ ref('int_opening_spells') }}

),

days as (

    select * from {{ ref('agg_daily_activity') }}

),

spells as (

    select
        offer_spells.offer_key as counted_id,
        'offer' as counted_kind,
        'offers' as counted,
        groups.source,
        offer_spells.spell_number,
        offer_spells.opened_at,
        offer_spells.closed_at,
        offer_spells.open_known_at,
        offer_spells.close_known_at
    from offer_spells
    cross join
        lateral (values (offer_spells.source), ('all')) as groups (source)
    union all
    select
        opening_id as counted_id,
        'opening' as counted_kind,
        'openings' as counted,
        source,
        spell_number,
        opened_at,
        closed_at,
        open_known_at,
        close_known_at
    from opening_spells

),

dated as (

    select
        *,
        (opened_at at time zone 'UTC')::date as opened_on,
        (closed_at at time zone 'UTC')::date as closed_on,
        (open_known_at at time zone 'UTC')::date as found_open_on,
        (close_known_at at time zone 'UTC')::date as found_closed_on
    from spells

),

final as (

    select
        days.date_day,
        days.source,
        figures.event || '_' || dated.counted as figure,
        dated.counted_kind,
        dated.counted_id
    from days
    inner join dated
        on days.source = dated.source
    cross join
        lateral (
            values
            (
                case when dated.spell_number = 1 then 'new' else 'reopened' end,
                dated.opened_on = days.date_day
            ),
            ('closed', dated.closed_on = days.date_day),
            (
                'active',
                dated.found_open_on <= days.date_day
                and coalesce(dated.found_closed_on > days.date_day, true)
            )
        ) as figures (event, counts)
    where figures.counts

)

select * from final
