{{
    config(
        indexes=[
            {'columns': ['offer_key'], 'unique': True},
            {'columns': ['opening_id']},
        ],
    )
}}

-- Clusters by average link: two join while the mean score of all pairs between
-- them is at least a half, a pair never compared counting nothing; so a chain
-- of likenesses does not tie unlike ends. In each round those clusters join
-- that are each other's best, which ends in the same tree as one join at a
-- time. Ties go by a hash: by name they would queue. Twins follow the one that
-- stands for them.
{%- set rounds = 10 %}
with

fingerprints as (

    select
        offer_key,
        twin_offer_key
    from {{ ref('int_offer_fingerprints') }}

),

pairs as (

    select * from {{ ref('int_duplicate_pairs') }}

),

-- A person's word outweighs any number of scores; "different" outweighs "same".
-- Two towns speak against as much as one advert speaks for: an offer without a
-- place joins the one or the other, and does not tie both. Sums are exact: of
-- floats they depend on their order, and a half would not always be one.
links_1 as materialized (

    select
        offer_key_a as cluster_a,
        offer_key_b as cluster_b,
        1 as size_a,
        1 as size_b,
        case verdict
            when 'same' then 1e6
            when 'different' then -1e9
            else score - case when is_elsewhere then 1 else 0 end
        end::numeric as total_score
    from pairs

),

{% for round in range(1, rounds + 1) -%}
likely_{{ round }} as materialized (

    select
        cluster_a as cluster,
        cluster_b as other,
        size_a + size_b as joint_size,
        size_a as size,
        total_score / (size_a * size_b) as mean_score,
        hashtext(cluster_a || ' ' || cluster_b) as tie
    from links_{{ round }}
    where total_score >= 0.5 * size_a * size_b
    union all
    select
        cluster_b as cluster,
        cluster_a as other,
        size_a + size_b as joint_size,
        size_b as size,
        total_score / (size_a * size_b) as mean_score,
        hashtext(cluster_a || ' ' || cluster_b) as tie
    from links_{{ round }}
    where total_score >= 0.5 * size_a * size_b

),

best_{{ round }} as materialized (

    select distinct on (cluster)  -- its best
        cluster,
        other,
        joint_size,
        size
    from likely_{{ round }}
    order by cluster asc, mean_score desc, tie asc, other asc

),

-- A cluster without any likely other can never join again and is left out.
joined_{{ round }} as materialized (

    select
        own.cluster,
        case
            when own.cluster = others.other
                then least(own.cluster, own.other)
            else own.cluster
        end as into_cluster,
        case
            when own.cluster = others.other then own.joint_size
            else own.size
        end as size
    from best_{{ round }} as own
    inner join best_{{ round }} as others
        on own.other = others.cluster

),

links_{{ round + 1 }} as materialized (

    select
        least(first_side.into_cluster, second_side.into_cluster)
            as cluster_a,
        greatest(first_side.into_cluster, second_side.into_cluster)
            as cluster_b,
        max(case
            when first_side.into_cluster < second_side.into_cluster
                then first_side.size
            else second_side.size
        end) as size_a,
        max(case
            when first_side.into_cluster < second_side.into_cluster
                then second_side.size
            else first_side.size
        end) as size_b,
        sum(links.total_score) as total_score
    from links_{{ round }} as links
    inner join joined_{{ round }} as first_side
        on links.cluster_a = first_side.cluster
    inner join joined_{{ round }} as second_side
        on links.cluster_b = second_side.cluster
    where first_side.into_cluster <> second_side.into_cluster
    group by 1, 2

),

{% endfor -%}
followed_1 as (

    select
        offer_key,
        twin_offer_key as cluster
    from fingerprints

),

{% for round in range(1, rounds + 1) -%}
followed_{{ round + 1 }} as (

    select
        followed_{{ round }}.offer_key,
        coalesce(joined.into_cluster, followed_{{ round }}.cluster) as cluster
    from followed_{{ round }}
    left join joined_{{ round }} as joined
        on followed_{{ round }}.cluster = joined.cluster

),

{% endfor -%}
final as (

    select
        offer_key,
        {{ surrogate_key(['cluster']) }} as opening_id
    from followed_{{ rounds + 1 }}

)

select * from final
