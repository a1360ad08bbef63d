-- Marts in the columns that the gate reads, consistent with landing.sql: 40 offers a
-- source, each an opening of its own, a third of them with a salary.
drop schema if exists marts cascade;
drop schema if exists published cascade;
create schema marts;
set search_path to marts;
create table fct_offers as
select
    source || ':' || n as offer_key,
    source,
    source || ':' || n as opening_id,
    'Data engineer' as title,
    'C:69383' as place_id,
    'CDI' as contract_family,
    1 as positions,
    24 as experience_min_months,
    0.8::double precision as occupation_confidence,
    case when n % 3 = 0 then 'declared' else 'absent' end as salary_basis,
    case when n % 3 = 0 then 42000::numeric end as salary_annual_min_eur,
    case when n % 3 = 0 then 48000::numeric end as salary_annual_max_eur,
    n <= 30 as is_open
from generate_series(1, 40) as n
cross join (values ('france_travail'), ('wttj'), ('service_public')) as sources (source);
create table fct_openings as
select
    opening_id, 1 as offers_count, 1 as sources_count, is_open
from fct_offers;
create table fct_opening_skills as
select opening_id, 'sk_' || (hashtext(opening_id) % 5) as skill_id from fct_openings;
create table fct_crawl_runs as
select
    'run-0' as run_id, source, timestamptz '2026-03-02 08:20+00' as ended_at, 40 as collected,
    true as is_certified
from (values ('france_travail'), ('wttj'), ('service_public')) as sources (source);
create table agg_daily_activity as
select
    date '2026-03-02' as date_day, source, 5 as new_offers, active as active_offers,
    0 as closed_offers
from (
    values ('all', 90), ('france_travail', 30), ('wttj', 30), ('service_public', 30)
) as activity (source, active);
create table agg_skill_demand as
select
    'sk_1' as skill_id, 'all' as dimension, 20 as openings, 12 as required,
    5 as nice_to_have, 3 as mentioned, 20.0::double precision / 90 as share,
    0.15::double precision as share_low, 0.32::double precision as share_high,
    90 as n, 0.02::double precision as share_change,
    -0.05::double precision as share_change_low,
    0.09::double precision as share_change_high;
create table agg_skill_trends as
select
    'sk_1' as skill_id, date '2026-03-02' as week_start,
    0.2::double precision as share;
create table agg_skill_pairs as
select
    'sk_1' as skill_a_id, 'sk_2' as skill_b_id, 20 as openings_both,
    25 as openings_a, 40 as openings_b, 1.8::double precision as lift,
    1.4::double precision as lift_low, 2.3::double precision as lift_high,
    0.8::double precision as share_of_a, 0.5::double precision as share_of_b;
create table agg_salaries as
select
    'all' as dimension, 'all' as dimension_code, 40 as n,
    0.33::double precision as declared_share, 40000 as p10_eur, 42000 as p25_eur,
    45000 as median_eur, 44000 as median_low_eur, 46000 as median_high_eur,
    48000 as p75_eur, 52000 as p90_eur;
create table agg_salary_bins as
select
    'all' as dimension, 'all' as dimension_code, bin as bin_low_eur, 20 as openings,
    40 as n
from (values (42500), (45000)) as bins (bin);
create table agg_source_coverage as
select
    90 as n_a, 60 as n_b, 30 as n_both, 120 as n_seen,
    178.0::double precision as n_estimated, 155.0::double precision as n_low,
    215.0::double precision as n_high, 0.67::double precision as coverage_both;
create table fct_offer_lifecycle as
select
    offer_key, 1 as spell_number, true as is_last, is_open,
    timestamptz '2026-02-01 08:00+00' as opened_at,
    case when not is_open then timestamptz '2026-03-01 08:00+00' end as closed_at
from fct_offers;
create table agg_lifetimes as
select
    'all' as dimension, 'all' as dimension_code, day, 90 as n, at_risk, closed,
    survival::double precision, low::double precision as survival_low,
    high::double precision as survival_high
from (
    values (0, 0, 0, 1.0, null, null), (1, 80, 8, 0.9, 0.81, 0.95),
    (2, 60, 6, 0.81, 0.7, 0.88)
) as days (day, at_risk, closed, survival, low, high);
create table agg_postings_index as
select
    'new' as measure, date '2026-03-01' as date_day, region_code,
    'all' as grand_domain_code, postings, 100.0::double precision as index_raw
from (values ('all', 30), ('11', 20), ('84', 8)) as levels (region_code, postings);
create table agg_data_quality as
select
    'wttj' as source, 'salary_declared' as metric, 10 as numerator,
    40 as denominator, 0.25::double precision as share;
create schema published;
create table published.fct_offers as table fct_offers;
reset search_path;
grant usage on schema marts, published to vigie_transformer;
grant select on all tables in schema marts to vigie_transformer;
grant select on all tables in schema published to vigie_transformer;
