{{
    config(
        indexes=[
            {'columns': ['offer_key'], 'unique': True},
            {'columns': ['opening_id']},
        ],
    )
}}

-- Clusters by pivots: in each round the offers with most evidence around them
-- gather their own duplicates and all leave. Nothing joins through a third, so
-- a chain of likenesses does not tie unlike ends. Twins follow the one that
-- stands for them.
{%- set rounds = 5 %}
with

fingerprints as (

    select
        offer_key,
        twin_offer_key
    from {{ ref('int_offer_fingerprints') }}

),

pairs as (

    select * from {{ ref('int_duplicate_pairs') }}
    where is_duplicate

),

edges as materialized (

    select
        offer_key_a as offer_key,
        offer_key_b as neighbour,
        score
    from pairs
    union all
    select
        offer_key_b as offer_key,
        offer_key_a as neighbour,
        score
    from pairs

),

active_1 as materialized (

    select
        offer_key,
        row_number() over (order by sum(score) desc, offer_key) as turn
    from edges
    group by 1

),

{% for round in range(1, rounds + 1) -%}
gathered_{{ round }} as materialized (

    select
        own.offer_key,
        own.turn,
        min(others.turn) as best_turn
    from active_{{ round }} as own
    left join edges
        on own.offer_key = edges.offer_key
    left join active_{{ round }} as others
        on edges.neighbour = others.offer_key
    group by 1, 2

),

pivots_{{ round }} as materialized (

    select offer_key
    from gathered_{{ round }}
    where best_turn is null or turn < best_turn

),

joined_{{ round }} as materialized (

    select
        offer_key,
        offer_key as pivot
    from pivots_{{ round }}
    union all
    (
        select distinct on (edges.neighbour)  -- one pivot each, the likest
            edges.neighbour as offer_key,
            pivots_{{ round }}.offer_key as pivot
        from pivots_{{ round }}
        inner join edges
            on pivots_{{ round }}.offer_key = edges.offer_key
        inner join active_{{ round }} as active
            on edges.neighbour = active.offer_key
        order by
            edges.neighbour,
            edges.score desc,
            pivots_{{ round }}.offer_key
    )

),

active_{{ round + 1 }} as materialized (

    select active.*
    from active_{{ round }} as active
    left join joined_{{ round }} as joined
        on active.offer_key = joined.offer_key
    where joined.offer_key is null

),

{% endfor -%}
joined as (
    {% for round in range(1, rounds + 1) %}
    select * from joined_{{ round }}
    {% if not loop.last -%}
    union all
    {%- endif -%}
    {% endfor %}
),

final as (

    select
        fingerprints.offer_key,
        {{ surrogate_key([
            'coalesce(joined.pivot, fingerprints.twin_offer_key)'
        ]) }} as opening_id
    from fingerprints
    left join joined
        on fingerprints.twin_offer_key = joined.offer_key

)

select * from final
