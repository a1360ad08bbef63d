{{
    config(
        indexes=[
            {
                'columns': ['opening_id', 'source', 'spell_number'],
                'unique': True,
            },
        ],
    )
}}

-- Told for each source alone too: an opening that one source has closed may
-- still be open at another. A day at whose end none of its offers was known to be
-- open divides two spells; an offer that had ended when it was first seen opens
-- nothing again.
with

offer_spells as (

    select
        *,
        coalesce(open_known_at < close_known_at, true) as was_known_open
    from {{ ref('int_offer_spells') }}

),

spells as (

    select
        openings.opening_id,
        groups.source,
        spells.opened_at,
        coalesce(spells.closed_at, 'infinity') as closed_at,
        case when spells.was_known_open then spells.open_known_at end
            as open_from,
        case
            when spells.was_known_open
                then coalesce(spells.close_known_at, 'infinity')
        end as open_until
    from offer_spells as spells
    inner join {{ ref('int_offer_openings') }} as openings
        on spells.offer_key = openings.offer_key
    cross join lateral (values (spells.source), ('all')) as groups (source)

),

compared as (

    select
        *,
        max(open_until) over (
            partition by opening_id, source
            order by open_from, open_until
            rows between unbounded preceding and 1 preceding
        ) as known_until
    from spells

),

numbered as (

    select
        *,
        greatest(
            count(*) filter (
                where
                (open_from at time zone 'UTC')::date
                > coalesce(
                    (known_until at time zone 'UTC')::date, '-infinity'
                )
            ) over (
                partition by opening_id, source
                order by open_from, open_until
                rows between unbounded preceding and current row
            ),
            1
        ) as spell_number
    from compared

),

merged as (

    select
        opening_id,
        source,
        spell_number,
        min(opened_at) as opened_at,
        min(open_from) as open_known_at,
        max(closed_at) as closed_at,
        max(open_until) as close_known_at
    from numbered
    group by 1, 2, 3

),

final as (

    select
        opening_id,
        source,
        spell_number::integer as spell_number,
        case
            when spell_number > 1 then open_known_at
            else min(opened_at) over (partition by opening_id, source)
        end as opened_at,
        open_known_at,
        nullif(closed_at, 'infinity') as closed_at,
        nullif(close_known_at, 'infinity') as close_known_at
    from merged

)

select * from final
