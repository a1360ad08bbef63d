{{
    config(
        indexes=[
            {'columns': ['offer_key'], 'unique': True},
            {'columns': ['opening_id']},
        ],
    )
}}

-- Each offer takes the least key among itself and its duplicates, a few times
-- over; then whoever is not on average a duplicate of the rest of its cluster
-- leaves it, so that a chain of likenesses does not join unlike ends.
{%- set rounds = 5 %}
with

pairs as (

    select * from {{ ref('int_duplicate_pairs') }}

),

edges as materialized (

    select
        offer_key_a as offer_key,
        offer_key_b as neighbour
    from pairs
    where is_duplicate
    union
    select
        offer_key_b as offer_key,
        offer_key_a as neighbour
    from pairs
    where is_duplicate

),

labels_0 as (

    select distinct  -- an offer has many neighbours
        offer_key,
        offer_key as label
    from edges

),

{% for round in range(1, rounds + 1) -%}
labels_{{ round }} as materialized (

    select
        edges.offer_key,
        least(min(own.label), min(neighbours.label)) as label
    from edges
    inner join labels_{{ round - 1 }} as own
        on edges.offer_key = own.offer_key
    inner join labels_{{ round - 1 }} as neighbours
        on edges.neighbour = neighbours.offer_key
    group by 1

),

{% endfor -%}
cluster_sizes as (

    select
        label,
        count(*) as size
    from labels_{{ rounds }}
    group by 1

),

scores_within as (

    select
        sides.offer_key,
        count(*) filter (where pairs.is_duplicate) as duplicates,
        count(*) filter (where not pairs.is_duplicate) as contradictions
    from pairs
    inner join labels_{{ rounds }} as first_side
        on pairs.offer_key_a = first_side.offer_key
    inner join labels_{{ rounds }} as second_side
        on
            pairs.offer_key_b = second_side.offer_key
            and first_side.label = second_side.label
    cross join lateral (
        values (pairs.offer_key_a), (pairs.offer_key_b)
    ) as sides (offer_key)
    group by 1

),

loyal as (

    select
        labels.offer_key,
        labels.label
    from labels_{{ rounds }} as labels
    inner join cluster_sizes
        on labels.label = cluster_sizes.label
    inner join scores_within
        on labels.offer_key = scores_within.offer_key
    where scores_within.duplicates > scores_within.contradictions

),

offers as (

    select offer_key from {{ ref('int_offers_normalised') }}

),

final as (

    select
        offers.offer_key,
        {{ surrogate_key([
            'coalesce(min(loyal.offer_key) over (partition by loyal.label), '
            ~ 'offers.offer_key)'
        ]) }} as opening_id
    from offers
    left join loyal
        on offers.offer_key = loyal.offer_key

)

select * from final
