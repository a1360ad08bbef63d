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
    source, timestamptz '2026-03-02 08:20+00' as ended_at, 40 as collected,
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
    'sk_1' as skill_id, 'all' as dimension, 20 as openings,
    20.0::double precision / 90 as share, 90 as n;
create table agg_salaries as
select
    'all' as dimension, 'all' as dimension_code, 40 as n, 42000 as p25_eur,
    45000 as median_eur, 48000 as p75_eur;
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
