-- Invented rows for every mart: deterministic, plausible in their proportions, and
-- some hostile on purpose. {offers} is how many offers to make.
create function pg_temp.draw(seed text) returns double precision
language sql immutable as $$
    select ('x' || left(md5(seed), 8))::bit(32)::bigint::double precision / 4294967296
$$;

insert into dim_places values
    ('FR', 'country', null, null, null, null, null, null, 68000000),
    ('unknown', 'unknown', null, null, null, null, null, null, null);

insert into dim_occupations values
    ('M1811', 'Data engineer', 'M18', 'Informatique', 'M', 'Support à l''entreprise'),
    ('M1805', 'Développeur', 'M18', 'Informatique', 'M', 'Support à l''entreprise'),
    ('M1203', 'Comptable', 'M12', 'Comptabilité', 'M', 'Support à l''entreprise'),
    ('J1506', 'Infirmier', 'J15', 'Soins paramédicaux', 'J', 'Santé'),
    ('J1501', 'Aide-soignant', 'J15', 'Soins paramédicaux', 'J', 'Santé'),
    ('G1602', 'Cuisinier', 'G16', 'Cuisine', 'G', 'Hôtellerie-restauration'),
    ('N1103', 'Magasinier', 'N11', 'Logistique', 'N', 'Transport et logistique'),
    ('N4101', 'Conducteur routier', 'N41', 'Routier', 'N', 'Transport et logistique'),
    ('F1602', 'Électricien', 'F16', 'Second œuvre', 'F', 'Bâtiment'),
    ('D1106', 'Vendeur', 'D11', 'Commerce', 'D', 'Commerce et distribution'),
    ('K1302', 'Aide à domicile', 'K13', 'K13', 'K', 'Services à la personne'),
    ('unknown', 'Non précisé', 'unknown', 'Non précisé', 'unknown', 'Non précisé');

insert into dim_employers
select 'emp' || n, 'Employeur ' || n, n % 9 = 0, 0 from generate_series(0, 199) as n;
update dim_employers set employer_name = '<img src=x onerror=alert(1)> & Fils'
where employer_id = 'emp1';
update dim_employers set employer_name = '[cliquez](javascript:alert(1)) **SA**'
where employer_id = 'emp2';

create temp table places as
select
    place_id, departement_code, region_code, departement_name,
    sum(coalesce(population, 100000)) over (order by place_id)
        / sum(coalesce(population, 100000)) over () as reach
from dim_places where level = 'departement';

create temp table jobs (job_number serial, rome text, title text, pay integer);
insert into jobs (rome, title, pay) values
    ('M1811', 'Data engineer', 48000), ('M1805', 'Développeur Python', 44000),
    ('M1203', 'Comptable fournisseurs', 34000), ('J1506', 'Infirmier diplômé', 33000),
    ('J1501', 'Aide-soignant de nuit', 25500), ('G1602', 'Cuisinier', 26000),
    ('N1103', 'Préparateur de commandes', 23500), ('N4101', 'Conducteur SPL', 28500),
    ('F1602', 'Électricien de chantier', 29500), ('D1106', 'Vendeur conseil', 24000),
    ('K1302', 'Aide à domicile', 23000), ('unknown', 'Chargé de mission', 36000);

insert into fct_offers
select
    source || ':' || n, source, 'O' || n, md5(n::text), 'opening' || opening,
    case
        when n = 7 then '<script>alert("title")</script> Data engineer'
        when n = 8 then '=HYPERLINK("http://evil.example","clic") Comptable'
        when n = 9 then '![x](http://evil.example/p.png) **Chef** $x^2$ :material/bug:'
        else jobs.title || ' (H/F)'
    end,
    'emp' || employer,
    employers.employer_name,
    case when place_draw > 0.96 then 'unknown' else places.place_id end,
    case when place_draw > 0.96 then null else places.departement_code end,
    case when place_draw > 0.96 then null else places.region_code end,
    case when place_draw > 0.96 then null else places.departement_name end,
    jobs.rome,
    case when source = 'france_travail' then 'declared' else 'coded' end,
    case when jobs.rome = 'unknown' then 0.2 else 0.8 end,
    (array['CDI', 'CDI', 'CDI', 'CDI', 'CDD', 'CDD', 'INTERIM', 'ALTERNANCE',
        'SAISONNIER', 'STAGE', 'unknown'])[1 + floor(11 * pg_temp.draw('c' || opening))],
    (array['full', 'full', 'full', 'part', 'unknown'])
        [1 + floor(5 * pg_temp.draw('w' || opening))],
    case
        when pg_temp.draw('r' || opening) > 0.7 then 'unknown'
        when jobs.rome not like 'M%' then 'none'
        else (array['none', 'partial', 'partial', 'full'])
            [1 + floor(4 * pg_temp.draw('r' || opening))]
    end,
    (array[0, 12, 24, 36, 60, null])[1 + floor(6 * pg_temp.draw('x' || opening))],
    (array['bac_2', 'bac_5', null])[1 + floor(3 * pg_temp.draw('e' || opening))], 1,
    case when declared then 'declared' else 'absent' end,
    case when declared then 'annual' end,
    case when declared then round((jobs.pay * spread)::numeric, -2) end,
    case when declared then round((jobs.pay * spread * 1.12)::numeric, -2) end,
    is_open, false, created_at, created_at, created_at + interval '6 hours',
    least(created_at + lifetime, timestamptz '2026-03-01 06:00+00'),
    case when not is_open then created_at + lifetime end,
    case when not is_open
        then least(created_at + lifetime + interval '1 day', '2026-03-01 06:00+00') end,
    case when not is_open then 'no_longer_listed' end,
    case when n = 9 then 'javascript:alert(1)'
        else 'https://jobs.example/offers/' || n end,
    4, 'lake.parquet', n
from (
    select
        n,
        case when n % 9 = 0 then n - 1 else n end as opening,
        floor(200 * pg_temp.draw('e' || n) ^ 2)::integer as employer,
        pg_temp.draw('p' || case when n % 9 = 0 then n - 1 else n end) as place_draw,
        1 + floor(12 * pg_temp.draw('j' || case when n % 9 = 0 then n - 1 else n end))
            as job,
        pg_temp.draw('s' || n) < 0.42 as declared,
        0.85 + 0.4 * pg_temp.draw('y' || n) as spread,
        timestamptz '2026-03-01 06:00+00'
            - (120 * pg_temp.draw('d' || n)) * interval '1 day' as created_at,
        (5 + 70 * pg_temp.draw('l' || n)) * interval '1 day' as lifetime,
        case when pg_temp.draw('o' || n) < 0.62 then 'france_travail'
            when pg_temp.draw('o' || n) < 0.85 then 'wttj'
            else 'service_public' end as source
    from generate_series(1, {offers}) as n
) as draws
cross join lateral (
    select created_at + lifetime > timestamptz '2026-03-01 06:00+00' as is_open
) as state
inner join jobs on jobs.job_number = draws.job
inner join dim_employers as employers
    on employers.employer_id = 'emp' || draws.employer
inner join lateral (
    select * from places where places.reach >= draws.place_draw
    order by places.reach limit 1
) as places on true;

insert into fct_offer_texts
select
    offer_key,
    'Au sein de l''équipe, vous prenez en charge les missions de '
    || lower(jobs.title) || '. Profil recherché : rigueur, goût du travail en équipe. '
    || case when lake_row = 7 then '<img src=x onerror=alert(2)>' else '' end,
    (select min(skill_id) from dim_skills) || ' required gout travail|sk_gone required rigueur',
    setweight(to_tsvector('french', translate(lower(jobs.title), 'éèêàùôîç', 'eeeauoic')), 'A')
    || setweight(to_tsvector('simple', employer_name), 'B')
    || to_tsvector('french', 'missions equipe rigueur')
from fct_offers
inner join jobs on jobs.rome = fct_offers.rome_code;

insert into fct_openings
select
    opening_id, min(offer_key), count(*), count(distinct source),
    string_agg(distinct source, ','), (array_agg(title order by offer_key))[1],
    min(employer_id), min(employer_name), false, min(place_id),
    min(departement_code), min(region_code), min(rome_code),
    min(contract_family), min(working_time), min(remote),
    min(experience_min_months), null, 1, max(salary_basis),
    min(salary_annual_min_eur), max(salary_annual_max_eur),
    case when min(working_time) <> 'part'
        then (min(salary_annual_min_eur) + max(salary_annual_max_eur)) / 2 end,
    bool_or(is_open),
    min(created_at), min(first_seen_at), max(last_seen_at),
    case when not bool_or(is_open) then max(closed_at) end,
    case when not bool_or(is_open) then max(close_known_at) end
from fct_offers group by opening_id;

update fct_openings set is_agency = employers.is_agency
from dim_employers as employers
where employers.employer_id = fct_openings.employer_id;

-- Some adverts name nobody, though an agency wrote them.
update fct_openings set employer_id = 'unknown', employer_name = null
where hashtext(opening_id) % 7 = 0;

insert into fct_opening_skills
select distinct on (opening_id, skill_id)
    opening_id, skill_id,
    (array['required', 'required', 'nice_to_have', 'mentioned'])
        [1 + floor(4 * pg_temp.draw('q' || opening_id || pick))]
from fct_openings
cross join generate_series(1, 5) as pick
inner join (
    select skill_id, row_number() over (order by skill_id) - 1 as rank from dim_skills
) as skills
    on skills.rank = floor(
        (select count(*) from dim_skills)
        * pg_temp.draw('k' || opening_id || pick) ^ 3
    );

insert into fct_offer_changes
select offer_key, first_seen_at + interval '2 days', 'salary', null, '32000-36000'
from fct_offers where salary_basis = 'declared' and lake_row % 20 = 0;
insert into fct_offer_changes
select offer_key, first_seen_at + interval '3 days', 'description',
    '1683 characters, d5f2df8e', '1733 characters, 0a1b2c3d'
from fct_offers where lake_row = 11;

insert into agg_daily_activity
select
    date_day, source,
    count(*) filter (where created_at::date = date_day),
    count(*) filter (where first_seen_at::date <= date_day
        and coalesce(close_known_at::date > date_day, true)),
    count(*) filter (where closed_at::date = date_day),
    count(distinct opening_id) filter (where created_at::date = date_day),
    0,
    count(distinct opening_id) filter (where first_seen_at::date <= date_day
        and coalesce(close_known_at::date > date_day, true)),
    count(distinct opening_id) filter (where closed_at::date = date_day)
from (
    select day::date as date_day
    from generate_series(date '2025-11-01', date '2026-03-01', interval '1 day') as day
) as days
cross join (
    select source, opening_id, created_at, first_seen_at, closed_at, close_known_at
    from fct_offers
    union all
    select 'all', opening_id, created_at, first_seen_at, closed_at, close_known_at
    from fct_offers
) as offers
group by date_day, source;

-- Each opening in each group that the aggregates are broken down by.
create temp table grouped as
select opening_id, is_open, dimension, dimension_code,
    extract(day from timestamptz '2026-03-01 06:00+00' - opened_at) as age,
    date_trunc('week', opened_at at time zone 'UTC')::date as week_start,
    salary_compared_eur as middle_eur,
    -- As in the marts: what is no wage is told by contract only.
    dimension = 'contract'
        or contract_family not in ('ALTERNANCE', 'STAGE', 'INDEPENDANT') as is_pay
from fct_openings
inner join dim_occupations using (rome_code)
cross join lateral (
    values
    ('all', 'all'), ('region', region_code), ('departement', departement_code),
    ('grand_domain', nullif(grand_domain_code, 'unknown')),
    ('occupation', nullif(rome_code, 'unknown')), ('contract', contract_family),
    ('experience', case when experience_min_months is null then 'unknown'
        when experience_min_months = 0 then 'none'
        when experience_min_months < 24 then 'under_2_years'
        when experience_min_months < 60 then '2_to_5_years'
        when experience_min_months < 120 then '5_to_10_years'
        else '10_years_or_more' end)
) as groups (dimension, dimension_code)
where dimension_code is not null;

-- Intervals here only have the right shape: their formulas are tested on the models.
insert into agg_skill_demand
select skill_id, dimension, dimension_code, openings, required, nice_to_have,
    openings - required - nice_to_have, share, greatest(0, share - 0.02), share + 0.02,
    n, new_openings, new_n, new_share, before_openings, before_n, before_share,
    new_share - before_share, new_share - before_share - 0.05,
    new_share - before_share + 0.05, false
from (
    select *, openings::float / nullif(n, 0) as share,
        new_openings::float / nullif(new_n, 0) as new_share,
        before_openings::float / nullif(before_n, 0) as before_share
    from (
        select skill_id, dimension, dimension_code,
            count(*) filter (where is_open) as openings,
            count(*) filter (where is_open and requirement = 'required') as required,
            count(*) filter (where is_open and requirement = 'nice_to_have')
                as nice_to_have,
            count(*) filter (where age < 28) as new_openings,
            count(*) filter (where age >= 28 and age < 56) as before_openings
        from fct_opening_skills inner join pg_temp.grouped using (opening_id)
        group by 1, 2, 3
    ) as asked
    inner join (
        select dimension, dimension_code, count(*) filter (where is_open) as n,
            count(*) filter (where age < 28) as new_n,
            count(*) filter (where age >= 28 and age < 56) as before_n
        from pg_temp.grouped group by 1, 2
    ) as totals using (dimension, dimension_code)
) as shares;

insert into agg_skill_trends
select skill_id, dimension, dimension_code, week_start, coalesce(openings, 0), share,
    greatest(0, share - 0.05), share + 0.05, n, week_start < date '2026-02-23',
    week_start >= date '2026-02-16'
from (
    select *, coalesce(openings, 0)::float / n as share
    from (
        select dimension, dimension_code, week_start, count(*) as n
        from pg_temp.grouped where dimension in ('all', 'grand_domain') group by 1, 2, 3
    ) as weeks
    cross join (select skill_id from agg_skill_demand where dimension = 'all') as skills
    left join (
        select skill_id, dimension, dimension_code, week_start, count(*) as openings
        from fct_opening_skills inner join pg_temp.grouped using (opening_id)
        group by 1, 2, 3, 4
    ) as asked using (skill_id, dimension, dimension_code, week_start)
) as points;

insert into agg_skill_pairs
select a, b, dimension, dimension_code, both_named, demand_a.openings,
    demand_b.openings, demand_a.n, lift, lift / 1.2, lift * 1.2,
    both_named::float / demand_a.openings, both_named::float / demand_b.openings
from (
    select one.skill_id as a, other.skill_id as b, dimension, dimension_code,
        count(*) as both_named
    from fct_opening_skills as one
    inner join fct_opening_skills as other
        on one.opening_id = other.opening_id and one.skill_id < other.skill_id
    inner join pg_temp.grouped on grouped.opening_id = one.opening_id
    where is_open and dimension in ('all', 'grand_domain')
    group by 1, 2, 3, 4 having count(*) >= 5
) as pairs
inner join agg_skill_demand as demand_a using (dimension, dimension_code)
inner join agg_skill_demand as demand_b using (dimension, dimension_code)
cross join lateral (
    select both_named::float * demand_a.n / demand_a.openings / demand_b.openings as lift
) as lifts
where demand_a.skill_id = a and demand_b.skill_id = b;

-- Offer 20 was gone for a day, and came back.
insert into fct_offer_lifecycle
select offer_key, 1, created_at,
    case when lake_row = 20 then created_at + interval '3 days' else closed_at end,
    case when lake_row = 20 or closed_at is not null then 'no_longer_listed' end
from fct_offers
union all
select offer_key, 2, created_at + interval '4 days', closed_at,
    case when closed_at is not null then 'no_longer_listed' end
from fct_offers where lake_row = 20;

-- An opening in ten that was open then was gone for four days, with its offers.
insert into fct_reopenings
select kind, id, 2, gone_at, gone_at + interval '1 day', gone_at + interval '4 days'
from (
    select 'opening' as kind, opening_id as id, opening_id, opened_at, closed_at
    from fct_openings
    union all
    select 'offer', offer_key, opening_id, opened_at, closed_at from fct_offers
) as counted
cross join (values (timestamptz '2026-02-20 06:00+00')) as gaps (gone_at)
where hashtext(opening_id) % 10 = 0
    and opened_at < gone_at and coalesce(closed_at, 'infinity') > gone_at + interval '4 days';

-- Offers 9, 18, ... repeat the one before; the pairs of 8 are hostile, or kept apart.
insert into fct_duplicate_pairs
select lead.offer_key, again.offer_key, lead.opening_id, 'full',
    '+text +title +<img/src=x/onerror=alert(3)>', null, '1', 0.93, 1, true
from fct_offers as lead
inner join fct_offers as again on again.opening_id = lead.opening_id
where lead.lake_row < again.lake_row and lead.lake_row <= 400;
insert into fct_duplicate_pairs
select eighth.offer_key, tenth.offer_key, null, 'semantic', '-verdict -title',
    'different', '1', 0.12, 0.1, false
from fct_offers as eighth, fct_offers as tenth
where eighth.lake_row = 8 and tenth.lake_row = 10;

insert into agg_salaries
select dimension, dimension_code, openings, n, n::float / openings, p[1], p[2], p[3],
    p[3] - 400, p[3] + 400, p[4], p[5]
from (
    select dimension, dimension_code, count(*) as openings, count(middle_eur) as n,
        case when count(middle_eur) >= 20 then
            percentile_cont(array[0.1, 0.25, 0.5, 0.75, 0.9])
            within group (order by middle_eur) end as p
    from pg_temp.grouped where is_pay group by 1, 2
) as measured;

insert into agg_salary_bins
select dimension, dimension_code, low, nullif(low + 2500, 152500), openings,
    openings::float / n, n
from (
    select dimension, dimension_code,
        least(150000, floor(middle_eur / 2500) * 2500)::integer as low,
        count(*) as openings,
        (sum(count(*)) over (partition by dimension, dimension_code))::bigint as n
    from pg_temp.grouped
    where middle_eur is not null and is_pay group by 1, 2, 3
) as binned
where n >= 20;

-- The curve and the index have the shape of theirs, not their estimators.
insert into agg_lifetimes
select dimension, code, day, n, greatest(20, n - 6 * day), 3, 3, survival,
    nullif(greatest(0, survival - 0.05), 0.95), least(1, survival + 0.04), 23, 20,
    case when dimension = 'all' then 26 end, 0.4
from (
    values ('all', 'all', 500), ('source', 'wttj', 140),
    ('source', 'france_travail', 300), ('contract', 'CDI', 200), ('region', '84', 60),
    ('occupation', 'M1811', 40)
) as groups (dimension, code, n)
cross join lateral (
    select day, exp(-day / 33.0) as survival from generate_series(0, 50) as day
) as days;

insert into agg_postings_index
select day::date, region, domain, measure, postings, postings, raw,
    case when domain = 'all' then raw / (1 + 0.2 * cos(n)) end, date '2026-02-01',
    date '2026-02-28', 280, 1 + 0.2 * cos(n), null, null, domain = 'all'
from (values ('all', 'all'), ('84', 'all'), ('all', 'M')) as groups (region, domain)
cross join (values ('new'), ('active')) as measures (measure)
cross join lateral (
    select day, row_number() over (order by day) as n
    from generate_series(date '2026-02-01', date '2026-02-28', '1 day') as day
) as days
cross join lateral (
    select (10 + 2 * cos(n))::bigint as postings, 100 + 20 * cos(n) as raw
) as figures;

insert into agg_source_coverage
select dimension, dimension_code, source_a, source_b, 240, 90, both_listed,
    330 - both_listed, estimated, estimated * 0.8, estimated * 1.3, 240 / estimated,
    90 / estimated, (330 - both_listed) / estimated
from (
    values
    ('all', 'all', 'france_travail', 'wttj', 60, 358.0::float),
    ('all', 'all', 'france_travail', 'service_public', 30, 706.0),
    ('all', 'all', 'service_public', 'wttj', 4, null),
    ('region', '11', 'france_travail', 'wttj', 25, 842.0),
    ('grand_domain', 'M', 'france_travail', 'wttj', 40, 534.0)
) as pairs (dimension, dimension_code, source_a, source_b, both_listed, estimated);

insert into agg_market_coverage
select dimension, dimension_code, source, n, 420, shared, estimated, estimated * 0.8,
    estimated * 1.3, n / estimated
from (
    values
    ('all', 'all', 90, 610.0::float), ('region', '11', 30, 540.0),
    ('region', '84', 4, null), ('grand_domain', 'M', 45, 480.0)
) as groups (dimension, dimension_code, shared, estimated)
cross join (
    values ('france_travail', 240), ('wttj', 90), ('service_public', 120), ('all', 420)
) as members (source, n);

insert into agg_data_quality
select source, metric, numerator, denominator, numerator::float / denominator
from (
    select source, 'salary_declared' as metric, count(*) as denominator,
        count(*) filter (where salary_basis = 'declared') as numerator
    from fct_offers group by source
    union all
    select source, 'place_known', count(*), count(*) filter (where place_id <> 'unknown')
    from fct_offers group by source
    union all
    select source, 'occupation_known', count(*),
        count(*) filter (where rome_code <> 'unknown') from fct_offers group by source
) as measured;

insert into agg_data_quality_daily
select source, first_seen_at::date, 'salary_declared',
    count(*) filter (where salary_basis = 'declared'), count(*),
    count(*) filter (where salary_basis = 'declared')::float / count(*)
from fct_offers group by 1, 2;

insert into fct_crawl_runs
select
    source || '-' || day, source, case when day = 1 then 'full' else 'incremental' end,
    case when source = 'wttj' and day = 12 then 'incomplete' else 'complete' end,
    started_at, started_at + interval '14 minutes', 4200 - 30 * day, 4195 - 30 * day,
    5 + (day * 7) % 11, 160 + 9 * day, 40, case when source = 'wttj' and day = 12
    then 37 else 40 end, not (source = 'wttj' and day = 12), 520, 3, 18000000, 12.5,
    5.1, case when source = 'wttj' and day = 12 then 'HTTP 503, three leaves left' end
from (values ('france_travail'), ('wttj'), ('service_public')) as sources (source)
cross join lateral (
    select day, timestamptz '2026-03-01 05:30+00' - (14 - day) * interval '1 day'
        as started_at
    from generate_series(1, 14) as day
) as runs;

insert into expectation_results (gate_run_id, gate, suite, expectation, success, checked_at)
select gate, gate, suite, 'expectation ' || n, true, '2026-03-01 06:10+00'
from (
    values
    ('raw', 'raw_france_travail.offers'), ('raw', 'raw_wttj.offers'),
    ('raw', 'raw_service_public.offers'), ('marts', 'marts.fct_offers'),
    ('marts', 'marts.fct_openings')
) as suites (gate, suite)
cross join generate_series(1, 12) as n;

update fct_offers
set is_anonymised = true, employer_id = 'unknown', employer_name = null, url = null
where source = 'france_travail' and not is_open and lake_row % 10 = 4;

update fct_offer_texts
set extract = null
where offer_key in (select offer_key from fct_offers where is_anonymised);
