-- The landing tables of three sources and the references, with sound invented rows.
do $$
declare
    source text;
begin
    foreach source in array
        array['france_travail', 'wttj', 'service_public', 'references']
    loop
        execute format('drop schema if exists raw_%s cascade', source);
        execute format('create schema raw_%s', source);
        execute format('set local search_path to raw_%s', source);
        create table offers (
            offer_id varchar, content_hash varchar, url varchar,
            fetched_at timestamptz, run_id varchar, payload jsonb,
            lake_file varchar, lake_row bigint
        );
        create table sightings (
            offer_id varchar, content_hash varchar, run_id varchar, leaf_id varchar,
            seen_at timestamptz, publisher_updated_at timestamptz
        );
        create table crawl_leaves (
            run_id varchar, leaf_id varchar, parameters jsonb,
            covers_from timestamptz, covers_to timestamptz,
            announced_before bigint, collected bigint, announced_after bigint,
            rejected bigint, gone bigint, new_versions bigint, certified boolean,
            outcome varchar, error varchar, requests bigint, retries bigint,
            bytes bigint, wait_seconds double precision, seconds double precision,
            started_at timestamptz, ended_at timestamptz
        );
        create table crawl_runs (
            run_id varchar, source varchar, kind varchar, status varchar,
            started_at timestamptz, ended_at timestamptz, announced bigint,
            collected bigint, rejected bigint, gone bigint, new_versions bigint,
            leaves bigint, leaves_certified bigint, certified boolean,
            requests bigint, retries bigint, bytes bigint,
            wait_seconds double precision, code_version varchar, error varchar
        );
        create table rejects (
            reject_id varchar, run_id varchar, leaf_id varchar, offer_id varchar,
            url varchar, reason varchar, detail varchar, body varchar,
            rejected_at timestamptz
        );
        create table lake_files (
            lake_file varchar, table_name varchar, row_count bigint,
            loaded_at timestamptz
        );
        insert into offers
        select
            case source when 'wttj' then 'acme/job-' || n else 'OFFER' || n end,
            md5(n::text),
            case source
                when 'france_travail' then
                    'https://candidat.francetravail.fr/offres/recherche/detail/OFFER'
                    || n
                else 'https://jobs.example/' || n
            end,
            '2026-03-02 08:10+00',
            'run-1',
            case source
                when 'france_travail' then jsonb_build_object(
                    'id', 'OFFER' || n, 'intitule', 'Data engineer (H/F)',
                    'description', 'Vous construisez des entrepôts.',
                    'dateCreation', '2026-03-01T10:00:00.000Z',
                    'romeCode', 'M1811', 'typeContrat', 'CDI',
                    'experienceExige', 'D',
                    'lieuTravail', jsonb_build_object(
                        'libelle', '69 - LYON 03', 'commune', '69383'
                    )
                )
                when 'wttj' then jsonb_build_object(
                    'name', 'Data analyst', 'description', '<p>SQL</p>',
                    'published_at', '2026-03-01T10:00:00Z',
                    'contract_type', 'full_time', 'remote', 'partial',
                    'organization', jsonb_build_object('name', 'Acme'),
                    '_page', '{"formats": ["json_ld"], "conflicts": []}'::jsonb
                )
                else jsonb_build_object(
                    'Référence', 'OFFER' || n, 'Intitulé du poste', 'Juriste',
                    'Employeur', 'Mairie', 'Versant', 'FPT',
                    'Localisation du poste', 'Creuse (23)',
                    'Date de première publication', '01/03/2026'
                )
            end,
            'lake.parquet',
            n
        from generate_series(1, 40) as n;
        insert into sightings
        select
            offer_id, content_hash, run_id, 'leaf-1', '2026-03-02 08:10+00', null
        from offers;
        insert into crawl_leaves values (
            'run-1', 'leaf-1', '{}', null, null, 41, 40, 41, 1, 0, 40, true,
            'certified', null, 2, 0, 1000, 0, 1.5,
            '2026-03-02 08:00+00', '2026-03-02 08:20+00'
        );
        insert into crawl_runs values (
            'run-1', source, 'full', 'complete', '2026-03-02 08:00+00',
            '2026-03-02 08:20+00', 41, 40, 1, 0, 40, 1, 1, true, 2, 0, 1000, 0,
            'test', null
        );
        insert into rejects values (
            'reject-1', 'run-1', 'leaf-1', null, null, 'truncated_json', 'line 1',
            '{', '2026-03-02 08:11+00'
        );
    end loop;
end $$;

create table raw_references.entries (
    list_name varchar, code varchar, label varchar, payload jsonb, run_id varchar,
    fetched_at timestamptz, lake_file varchar, lake_row bigint
);
drop table raw_references.offers, raw_references.sightings;
insert into raw_references.entries
select
    'insee_communes', lpad(n::text, 5, '0'), 'Commune ' || n,
    '{"departement_code": "01", "kind": "commune"}', 'run-1',
    '2026-03-02 08:10+00', 'lake.parquet', n
from generate_series(1, 34500) as n;
update raw_references.crawl_runs set new_versions = 34500;
do $$
declare
    schema_name text;
begin
    foreach schema_name in array array[
        'raw_france_travail', 'raw_wttj', 'raw_service_public', 'raw_references'
    ] loop
        execute format('grant usage on schema %I to vigie_transformer', schema_name);
        execute format(
            'grant select on all tables in schema %I to vigie_transformer', schema_name
        );
    end loop;
end $$;
