-- One opening counts once, by the middle of what it declares.
with

openings as (

    select * from {{ ref('int_opening_salaries') }}

),

-- Read twice: written aside, so many rows would cost more than both readings.
opening_skills as not materialized (

    select * from {{ ref('fct_opening_skills') }}

),

groups_counted as (

    select
        groups.dimension,
        groups.dimension_code,
        count(*) as openings,
        count(*) filter (where openings.is_declared) as n
    from openings
    cross join {{ salary_groups() }} as groups
    group by 1, 2

),

skills_counted as (

    select
        'skill' as dimension,
        opening_skills.skill_id as dimension_code,
        count(*) as openings,
        count(*) filter (where openings.is_declared) as n
    from openings
    inner join opening_skills
        on openings.opening_id = opening_skills.opening_id
    where {{ is_salaried('openings.contract_family') }}
    group by 2

),

counted as (

    select * from groups_counted
    union all
    select * from skills_counted

),

sizes as (

    select n
    from counted
    where n >= {{ var('smallest_published_n') }}
    group by 1

),

largest as (

    select max(n) as n from sizes

),

log_factorials as materialized (

    select
        series.number,
        sum(ln(greatest(series.number, 1)::double precision)) over (
            order by series.number
        ) as log_factorial
    from largest
    cross join lateral generate_series(0, largest.n) as series (number)

),

-- How many of n values lie below their true median is a binomial of one half.
-- Eight standard deviations below its middle there is nothing left to sum.
chances as (

    select
        sizes.n,
        below.number,
        sum(exp(
            trials.log_factorial
            - below.log_factorial
            - above.log_factorial
            - sizes.n * ln(2::double precision)
        )) over (partition by sizes.n order by below.number) as chance
    from sizes
    inner join log_factorials as trials
        on sizes.n = trials.number
    cross join
        lateral generate_series(
            greatest(0, floor(sizes.n / 2.0 - 4 * sqrt(sizes.n)))::bigint,
            sizes.n / 2
        ) as series (number)
    inner join log_factorials as below
        on series.number = below.number
    inner join log_factorials as above
        on sizes.n - series.number = above.number

),

-- The values at this rank from below and from above hold the median between
-- them in 95 % of samples, or a little more. Fewer than six hold it in none.
median_ranks as (

    select
        n,
        nullif(min(number), 0) as low_rank
    from chances
    where chance > 0.025
    group by 1

),

declared as (

    select
        groups.dimension,
        groups.dimension_code,
        openings.middle_eur::double precision as middle_eur
    from openings
    cross join {{ salary_groups() }} as groups
    where openings.is_declared
    union all
    select
        'skill' as dimension,
        opening_skills.skill_id as dimension_code,
        openings.middle_eur::double precision as middle_eur
    from openings
    inner join opening_skills
        on openings.opening_id = opening_skills.opening_id
    where
        openings.is_declared
        and {{ is_salaried('openings.contract_family') }}

),

measured as (

    select
        declared.dimension,
        declared.dimension_code,
        percentile_cont(array[0.1, 0.25, 0.5, 0.75, 0.9])
        within group (order by declared.middle_eur) as percentiles,
        percentile_disc((median_ranks.low_rank - 0.5) / counted.n)
        within group (order by declared.middle_eur) as median_low_eur,
        percentile_disc(
            (counted.n - median_ranks.low_rank + 0.5) / counted.n
        )
        within group (order by declared.middle_eur) as median_high_eur
    from declared
    inner join counted
        on
            declared.dimension = counted.dimension
            and declared.dimension_code = counted.dimension_code
    inner join median_ranks
        on counted.n = median_ranks.n
    group by 1, 2, counted.n, median_ranks.low_rank

),

final as (

    select
        counted.dimension,
        counted.dimension_code,
        counted.openings,
        counted.n,
        {{ published(
            share('counted.n', 'counted.openings'), 'counted.openings'
        ) }} as declared_share,
        round(measured.percentiles[1]::numeric, 0) as p10_eur,
        round(measured.percentiles[2]::numeric, 0) as p25_eur,
        round(measured.percentiles[3]::numeric, 0) as median_eur,
        round(measured.median_low_eur::numeric, 0) as median_low_eur,
        round(measured.median_high_eur::numeric, 0) as median_high_eur,
        round(measured.percentiles[4]::numeric, 0) as p75_eur,
        round(measured.percentiles[5]::numeric, 0) as p90_eur
    from counted
    left join measured
        on
            counted.dimension = measured.dimension
            and counted.dimension_code = measured.dimension_code

)

select * from final
