-- What was known to be open at the end of each day, and a week ago, is the same by
-- the cubes, which add up moves, and by the spells. On the last day, when all that
-- opened and closed is known, the flows lead to the same stock.
with

activity as (

    select * from {{ ref('agg_daily_activity') }}

),

moves as (

    select * from {{ ref('agg_daily_cube') }}
    where grain = 'all'

),

changes as (

    select
        date_day,
        'openings' as counted,
        'all' as source,
        found_open - found_closed as balance,
        opened + reopened - closed as flow
    from moves
    union all
    select
        moves.date_day,
        'offers' as counted,
        groups.source,
        moves.offers_found_open - moves.offers_found_closed as balance,
        moves.offers_opened + moves.offers_reopened - moves.offers_closed
            as flow
    from moves
    cross join lateral unnest(array[moves.sources, 'all']) as groups (source)

),

stocks as (

    select
        activity.date_day::text as moment,
        activity.source,
        stocks.counted,
        stocks.expected,
        (
            select sum(changes.balance) from changes
            where
                changes.counted = stocks.counted
                and changes.source = activity.source
                and changes.date_day <= activity.date_day
        ) as counted_by_cube
    from activity
    cross join
        lateral (
            values
            ('openings', activity.active_openings),
            ('offers', activity.active_offers)
        ) as stocks (counted, expected)
    where
        activity.date_day > (select min(moves.date_day) from moves)
        and (stocks.counted = 'offers' or activity.source = 'all')
        -- Not told of days before the first collection.
        and stocks.expected is not null

),

last_day as (

    select
        stocks.moment || ' by flows' as moment,
        stocks.source,
        stocks.counted,
        stocks.expected,
        (
            select sum(changes.flow) from changes
            where
                changes.counted = stocks.counted
                and changes.source = stocks.source
        ) as counted_by_cube
    from stocks
    where
        stocks.moment = (select max(activity.date_day)::text from activity)

),

earlier as (

    select max(runs.ended_at) as ended_at
    from {{ ref('fct_crawl_runs') }} as runs
    cross join {{ ref('int_as_of') }} as as_of
    where
        runs.is_certified
        and runs.kind = 'full'
        and runs.ended_at <= as_of.as_of - interval '156 hours'

),

week_ago as (

    select
        'a week ago' as moment,
        'all' as source,
        'openings' as counted,
        (
            select count(*)
            from {{ ref('int_opening_spells') }} as spells
            cross join earlier
            where
                spells.source = 'all'
                and spells.open_known_at <= earlier.ended_at
                and coalesce(spells.close_known_at > earlier.ended_at, true)
                and earlier.ended_at is not null
        ) as expected,
        sum(openings_week_ago) as counted_by_cube
    from {{ ref('agg_market_cube') }}
    where grain = 'all'

),

final as (

    select * from stocks
    where expected <> coalesce(counted_by_cube, 0)
    union all
    select * from last_day
    where expected <> coalesce(counted_by_cube, 0)
    union all
    select * from week_ago
    where expected <> coalesce(counted_by_cube, 0)

)

select * from final
