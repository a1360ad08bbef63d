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
-- still be open at another.
with

spells as (

    select
        openings.opening_id,
        groups.source,
        spells.opened_at,
        coalesce(spells.closed_at, 'infinity') as closed_at
    from {{ ref('int_offer_spells') }} as spells
    inner join {{ ref('int_offer_openings') }} as openings
        on spells.offer_key = openings.offer_key
    cross join lateral (values (spells.source), ('all')) as groups (source)

),

compared as (

    select
        *,
        max(closed_at) over (
            partition by opening_id, source
            order by opened_at, closed_at
            rows between unbounded preceding and 1 preceding
        ) as open_until
    from spells

),

numbered as (

    select
        *,
        count(*) filter (where open_until is null or opened_at > open_until)
            over (
                partition by opening_id, source
                order by opened_at, closed_at
                rows between unbounded preceding and current row
            ) as spell_number
    from compared

),

final as (

    select
        opening_id,
        source,
        spell_number::integer as spell_number,
        min(opened_at) as opened_at,
        nullif(max(closed_at), 'infinity') as closed_at
    from numbered
    group by 1, 2, 3

)

select * from final
