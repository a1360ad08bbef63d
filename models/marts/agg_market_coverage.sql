-- How many openings there are, told from all sources at once: if being on one
-- says nothing about being on another, the share that none holds is the product
-- of what each misses (Darroch 1958, the most likely number for any number of
-- lists; Lincoln and Petersen's for two). Its equation has one solution, found
-- by halving: after fifty halvings a double can hardly tell the rest apart.
with recursive

listings as (

    select * from {{ ref('int_source_listings') }}

),

listings_grouped as (

    select
        listings.opening_id,
        listings.source,
        listings.sources,
        groups.dimension,
        groups.dimension_code
    from listings
    cross join
        lateral (
            values
            ('all', 'all'),
            ('region', listings.region_code),
            ('grand_domain', listings.grand_domain_code)
        ) as groups (dimension, dimension_code)
    where groups.dimension_code is not null

),

counted as (

    select
        dimension,
        dimension_code,
        source,
        count(*) as n
    from listings_grouped
    group by 1, 2, 3

),

-- distinct: an opening is listed once a source
seen as (

    select
        dimension,
        dimension_code,
        count(distinct opening_id) as n_seen,
        count(distinct opening_id) filter (where sources > 1) as n_shared
    from listings_grouped
    group by 1, 2

),

lists as (

    select
        seen.dimension,
        seen.dimension_code,
        seen.n_seen::double precision as n_seen,
        seen.n_shared,
        array_agg(counted.n::double precision) as sizes,
        max(counted.n) as n_largest
    from seen
    inner join counted
        on
            seen.dimension = counted.dimension
            and seen.dimension_code = counted.dimension_code
    group by 1, 2, 3, 4

),

halved as (

    select
        dimension,
        dimension_code,
        sizes,
        n_seen,
        0 as step,
        0::double precision as low,
        1 / n_seen as high
    from lists
    where
        n_shared >= {{ var('smallest_published_n') }}
        and n_largest < n_seen
    union all
    select
        halved.dimension,
        halved.dimension_code,
        halved.sizes,
        halved.n_seen,
        halved.step + 1 as step,
        case when excess.value > 0 then middle.value else halved.low end as low,
        case when excess.value > 0 then halved.high else middle.value end
            as high
    from halved
    cross join
        lateral (values ((halved.low + halved.high) / 2)) as middle (value)
    cross join
        lateral (
            select
                ln(1 - halved.n_seen * middle.value)
                - sum(ln(1 - lists.size * middle.value)) as value
            from unnest(halved.sizes) as lists (size)
        ) as excess
    where halved.step < 50

),

solved as (

    select
        dimension,
        dimension_code,
        sizes,
        1 / high as n_estimated
    from halved
    where step = 50

),

missed as (

    select
        solved.dimension,
        solved.dimension_code,
        solved.n_estimated,
        exp(-sum(ln(1 - lists.size / solved.n_estimated))) as all_missed,
        sum(1 / (1 - lists.size / solved.n_estimated)) as each_missed,
        count(*) as sources
    from solved
    cross join lateral unnest(solved.sizes) as lists (size)
    group by 1, 2, 3

),

-- Where one source holds all that the others do, nothing is thought unseen.
estimated as (

    select
        lists.dimension,
        lists.dimension_code,
        lists.n_seen,
        lists.n_shared,
        {{ published(
            'coalesce(missed.n_estimated, lists.n_seen)', 'lists.n_shared'
        ) }} as n_estimated,
        missed.n_estimated - lists.n_seen as n_unseen,
        missed.n_estimated
        / (missed.all_missed + missed.sources - 1 - missed.each_missed)
            as variance
    from lists
    left join missed
        on
            lists.dimension = missed.dimension
            and lists.dimension_code = missed.dimension_code

),

bounded as (

    select
        *,
        exp({{ var('confidence_z') }} * sqrt(ln(
            1 + variance / power(n_unseen, 2)
        ))) as spread
    from estimated

),

members as (

    select
        dimension,
        dimension_code,
        source,
        n
    from counted
    union all
    select
        dimension,
        dimension_code,
        'all' as source,
        n_seen as n
    from seen

),

final as (

    select
        bounded.dimension,
        bounded.dimension_code,
        members.source,
        members.n,
        bounded.n_seen::bigint as n_seen,
        bounded.n_shared,
        bounded.n_estimated,
        coalesce(
            bounded.n_seen + bounded.n_unseen / bounded.spread,
            bounded.n_estimated
        ) as n_low,
        coalesce(
            bounded.n_seen + bounded.n_unseen * bounded.spread,
            bounded.n_estimated
        ) as n_high,
        members.n / bounded.n_estimated as coverage
    from members
    inner join bounded
        on
            members.dimension = bounded.dimension
            and members.dimension_code = bounded.dimension_code

)

select * from final
