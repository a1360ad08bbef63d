-- The marts that the dashboard reads, as their contracts have them. Run with the
-- search path on the release's schema.
create table dim_sources (
    source text primary key, source_label text, publisher text, licence text,
    site_url text, told_until timestamptz default '2026-03-01 06:00+00'
);
create table dim_places (
    place_id text primary key, level text, commune_code text, commune_name text,
    departement_code text, departement_name text, region_code text,
    region_name text, population bigint
);
create table dim_occupations (
    rome_code text primary key, rome_label text, domain_code text,
    domain_label text, grand_domain_code text, grand_domain_label text,
    rome_version text
);
create table dim_contracts (
    contract_family text primary key, label_fr text, label_en text
);
create table dim_employers (
    employer_id text primary key, employer_name text, is_agency boolean,
    offers bigint
);
create table dim_skills (
    skill_id text primary key, label_fr text, label_en text, category text,
    kind text
);
create table fct_offers (
    offer_key text primary key, source text, offer_id text, content_hash text,
    opening_id text, title text, employer_id text, employer_name text,
    place_id text, departement_code text, region_code text, place_label text,
    rome_code text, occupation_basis text, occupation_confidence double precision,
    contract_family text, working_time text, remote text,
    experience_min_months integer, education_level text, positions integer,
    salary_basis text, salary_period text, salary_annual_min_eur numeric,
    salary_annual_max_eur numeric, is_open boolean, is_anonymised boolean,
    created_at timestamptz, opened_at timestamptz, first_seen_at timestamptz,
    last_seen_at timestamptz, closed_at timestamptz, close_known_at timestamptz,
    close_reason text, url text, skills_count integer, lake_file text,
    lake_row bigint
);
create table fct_offer_texts (
    offer_key text primary key, extract text, skills_read text, search_vector tsvector
);
create table fct_openings (
    opening_id text primary key, lead_offer_key text, offers_count integer,
    sources_count integer, sources text, title text, employer_id text,
    employer_name text, is_agency boolean, place_id text, departement_code text,
    region_code text, rome_code text, contract_family text, working_time text,
    remote text, experience_min_months integer, education_level text,
    positions integer, salary_basis text, salary_annual_min_eur numeric,
    salary_annual_max_eur numeric, salary_compared_eur numeric, is_open boolean,
    opened_at timestamptz, open_known_at timestamptz, last_seen_at timestamptz,
    closed_at timestamptz, close_known_at timestamptz,
    told_until timestamptz default '2026-03-01 06:00+00'
);
create table fct_opening_skills (
    opening_id text, skill_id text, requirement text,
    primary key (opening_id, skill_id)
);
create table fct_offer_lifecycle (
    offer_key text, spell_number integer, opened_at timestamptz,
    closed_at timestamptz, close_reason text, primary key (offer_key, spell_number)
);
create table fct_reopenings (
    counted_kind text, counted_id text, spell_number integer, closed_at timestamptz,
    close_known_at timestamptz, reopened_at timestamptz,
    primary key (counted_kind, counted_id, spell_number)
);
create table fct_duplicate_pairs (
    offer_key_a text, offer_key_b text, opening_id text, pair_class text,
    reasons text, verdict text, rule_version text, score double precision,
    text_overlap double precision, is_same_opening boolean,
    primary key (offer_key_a, offer_key_b)
);
create table fct_offer_changes (
    offer_key text, changed_at timestamptz, field text, value_from text,
    value_to text
);
create table fct_crawl_runs (
    run_id text primary key, source text, kind text, status text,
    started_at timestamptz, ended_at timestamptz, announced bigint,
    collected bigint, rejected bigint, new_versions bigint, leaves bigint,
    leaves_certified bigint, is_certified boolean, requests bigint,
    retries bigint, bytes bigint, wait_seconds double precision,
    offers_per_second double precision, error text, site text
);
create table agg_daily_activity (
    date_day date, source text, new_offers bigint, active_offers bigint,
    closed_offers bigint, new_openings bigint, reopened_openings bigint,
    active_openings bigint, closed_openings bigint, primary key (date_day, source)
);
create table agg_skill_demand (
    skill_id text, dimension text, dimension_code text, openings bigint,
    required bigint, nice_to_have bigint, mentioned bigint,
    share double precision, share_low double precision,
    share_high double precision, n bigint, new_openings bigint, new_n bigint,
    new_share double precision, before_openings bigint, before_n bigint,
    before_share double precision, share_change double precision,
    share_change_low double precision, share_change_high double precision,
    is_growth_observed boolean, primary key (skill_id, dimension, dimension_code)
);
create table agg_skill_trends (
    skill_id text, dimension text, dimension_code text, week_start date,
    new_openings bigint, share double precision, share_low double precision,
    share_high double precision, n bigint, is_complete boolean,
    is_observed boolean, primary key (skill_id, dimension, dimension_code, week_start)
);
create table agg_skill_pairs (
    skill_a_id text, skill_b_id text, dimension text, dimension_code text,
    openings_both bigint, openings_a bigint, openings_b bigint, n bigint,
    lift double precision, lift_low double precision, lift_high double precision,
    share_of_a double precision, share_of_b double precision
);
create table agg_salaries (
    dimension text, dimension_code text, openings bigint, n bigint,
    declared_share double precision, p10_eur numeric, p25_eur numeric,
    median_eur numeric, median_low_eur numeric, median_high_eur numeric,
    p75_eur numeric, p90_eur numeric, primary key (dimension, dimension_code)
);
create table agg_salary_bins (
    dimension text, dimension_code text, bin_low_eur integer,
    bin_high_eur integer, openings bigint, share double precision, n bigint
);
create table agg_source_coverage (
    dimension text, dimension_code text, source_a text, source_b text, n_a bigint,
    n_b bigint, n_both bigint, n_seen bigint, n_estimated double precision,
    n_low double precision, n_high double precision, coverage_a double precision,
    coverage_b double precision, coverage_both double precision
);
create table agg_market_coverage (
    dimension text, dimension_code text, source text, n bigint, n_seen bigint,
    n_shared bigint, n_estimated double precision, n_low double precision,
    n_high double precision, coverage double precision
);
create table agg_lifetimes (
    dimension text, dimension_code text, day integer, n bigint, at_risk bigint,
    closed bigint, censored bigint, survival double precision,
    survival_low double precision, survival_high double precision,
    median_days integer, median_days_low integer, median_days_high integer,
    share_open_after_30_days double precision,
    primary key (dimension, dimension_code, day)
);
create table agg_postings_index (
    date_day date, region_code text, grand_domain_code text, measure text,
    postings bigint, trend double precision, index_raw double precision,
    index_adjusted double precision, base_from date, base_to date, n_base bigint,
    weekday_factor double precision, holiday_factor double precision,
    week_factor double precision, has_own_factors boolean
);
create table agg_data_quality (
    source text, metric text, numerator bigint, denominator bigint,
    share double precision
);
create table agg_model_quality (
    task text, measure text, basis text, labels text, value double precision,
    n integer, interval_low double precision, interval_high double precision,
    measured_on date
);
create table agg_data_quality_daily (
    source text, date_day date, metric text, numerator bigint, denominator bigint,
    share double precision
);
create table expectation_results (
    gate_run_id text, gate text, suite text, expectation text, column_name text,
    success boolean, observed text, unexpected_count bigint,
    unexpected_examples text, row_count bigint, checked_at timestamptz
);
