-- Two sources are two independent attempts to catch the same openings: how many
-- of one's the other holds too says how many there are. Chapman's estimator,
-- with the interval of Burnham et al. on the part that nobody saw: it never
-- falls under what was seen.
with

listings as (

    select * from {{ ref('int_source_listings') }}

),

listings_counted as (

    select
        groups.dimension,
        groups.dimension_code,
        listings.source,
        count(*) as openings
    from listings
    cross join
        lateral (
            values
            ('all', 'all'),
            ('region', listings.region_code),
            ('grand_domain', listings.grand_domain_code)
        ) as groups (dimension, dimension_code)
    where groups.dimension_code is not null
    group by 1, 2, 3

),

shared_counted as (

    select
        groups.dimension,
        groups.dimension_code,
        first_listings.source as source_a,
        second_listings.source as source_b,
        count(*) as openings
    from listings as first_listings
    inner join listings as second_listings
        on
            first_listings.opening_id = second_listings.opening_id
            and first_listings.source < second_listings.source
    cross join
        lateral (
            values
            ('all', 'all'),
            ('region', first_listings.region_code),
            ('grand_domain', first_listings.grand_domain_code)
        ) as groups (dimension, dimension_code)
    where groups.dimension_code is not null
    group by 1, 2, 3, 4

),

pairs as (

    select
        first_counted.dimension,
        first_counted.dimension_code,
        first_counted.source as source_a,
        second_counted.source as source_b,
        first_counted.openings::double precision as n_a,
        second_counted.openings::double precision as n_b,
        coalesce(shared_counted.openings, 0)::double precision as n_both
    from listings_counted as first_counted
    inner join listings_counted as second_counted
        on
            first_counted.dimension = second_counted.dimension
            and first_counted.dimension_code = second_counted.dimension_code
            and first_counted.source < second_counted.source
    left join shared_counted
        on
            first_counted.dimension = shared_counted.dimension
            and first_counted.dimension_code = shared_counted.dimension_code
            and first_counted.source = shared_counted.source_a
            and second_counted.source = shared_counted.source_b

),

estimated as (

    select
        *,
        n_a + n_b - n_both as n_seen,
        (n_a + 1) * (n_b + 1) / (n_both + 1) - 1 as n_estimated,
        (n_a + 1) * (n_b + 1) * (n_a - n_both) * (n_b - n_both)
        / (power(n_both + 1, 2) * (n_both + 2)) as variance
    from pairs

),

bounded as (

    select
        *,
        n_estimated - n_seen as n_unseen,
        exp({{ var('confidence_z') }} * sqrt(ln(
            1 + variance / nullif(power(n_estimated - n_seen, 2), 0)
        ))) as spread
    from estimated

),

final as (

    select
        dimension,
        dimension_code,
        source_a,
        source_b,
        n_a::bigint as n_a,
        n_b::bigint as n_b,
        n_both::bigint as n_both,
        n_seen::bigint as n_seen,
        {{ published('n_estimated', 'n_both') }} as n_estimated,
        {{ published('n_seen + coalesce(n_unseen / spread, 0)', 'n_both') }}
            as n_low,
        {{ published('n_seen + coalesce(n_unseen * spread, 0)', 'n_both') }}
            as n_high,
        {{ published('n_a / n_estimated', 'n_both') }} as coverage_a,
        {{ published('n_b / n_estimated', 'n_both') }} as coverage_b,
        {{ published('n_seen / n_estimated', 'n_both') }} as coverage_both
    from bounded

)

select * from final
