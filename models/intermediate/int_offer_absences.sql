-- An offer is missing only when every leaf of a run that had to list it was
-- certified and none did. The first such run after a sighting is looked up
-- alone, so the cost follows the offers that left, not the runs that followed.
with

-- A sighting between two runs may lie within a stretch of runs.
sightings as (

    select
        offer_key,
        source,
        content_hash,
        last_run_number as run_number,
        last_seen_at,
        min(first_run_number) over later as next_run_number,
        min(first_seen_at) over later as returned_at
    from {{ ref('int_sighting_spans') }}
    window later as (
        partition by offer_key
        order by last_run_number desc, last_seen_at desc
        rows between unbounded preceding and 1 preceding
    )

),

latest_runs as (

    select
        source,
        max(run_number) as run_number
    from {{ ref('int_crawl_runs') }}
    group by 1

),

-- A re-publication moves the date of creation: what had to list an offer follows
-- from the text last seen. One whose date cannot be read is listed by a full run.
gaps as (

    select
        sightings.offer_key,
        sightings.source,
        sightings.run_number,
        coalesce(sightings.next_run_number, latest_runs.run_number + 1)
            as next_run_number,
        sightings.last_seen_at,
        sightings.returned_at,
        date_trunc('second', offers.created_at) as created_at
    from sightings
    inner join latest_runs
        on sightings.source = latest_runs.source
    left join {{ ref('int_offers_unioned') }} as offers
        on
            sightings.offer_key = offers.offer_key
            and sightings.content_hash = offers.content_hash
    where
        coalesce(sightings.next_run_number, latest_runs.run_number + 1)
        > sightings.run_number + 1

),

leaves as not materialized (

    select * from {{ ref('int_crawl_leaves') }}

),

final as (

    select
        gaps.offer_key,
        gaps.source,
        proof.run_id,
        proof.leaf_id,
        gaps.last_seen_at,
        proof.ended_at as missing_at,
        gaps.returned_at
    from gaps
    cross join lateral (
        select
            leaves.run_id,
            leaves.leaf_id,
            leaves.ended_at
        from leaves
        where
            leaves.source = gaps.source
            and leaves.run_number > gaps.run_number
            and leaves.run_number < gaps.next_run_number
            and leaves.ended_at >= gaps.last_seen_at
            and leaves.is_certified
            and (
                leaves.is_unbounded
                or gaps.created_at
                between leaves.covers_from and leaves.covers_to
                or (
                    gaps.created_at is null
                    and leaves.run_kind = 'full'
                    and leaves.is_run_certified
                )
            )
            and not exists (
                select 1 from leaves as doubtful
                where
                    doubtful.source = gaps.source
                    and doubtful.run_number = leaves.run_number
                    and not doubtful.is_certified
                    and (
                        doubtful.is_unbounded
                        or gaps.created_at is null
                        or gaps.created_at
                        between doubtful.covers_from and doubtful.covers_to
                    )
            )
        order by leaves.run_number, leaves.leaf_id
        limit 1
    ) as proof

)

select * from final
