{# One row in published.releases: what the release holds, and as of when. #}
{% macro record_release_statements(release) %}
    create table if not exists published.releases (
        release text primary key,
        published_at timestamptz not null,
        as_of timestamptz not null,
        offers bigint not null,
        open_offers bigint not null,
        openings bigint not null,
        open_openings bigint not null,
        sources jsonb not null
    );
    insert into published.releases
    select
        '{{ release }}',
        clock_timestamp(),
        (select as_of from {{ ref('int_as_of') }}),
        (select count(*) from {{ release }}.fct_offers),
        (select count(*) from {{ release }}.fct_offers where is_open),
        (select count(*) from {{ release }}.fct_openings),
        (select count(*) from {{ release }}.fct_openings where is_open),
        coalesce(
            (
                select jsonb_object_agg(figures.source, to_jsonb(figures))
                from (
                    select
                        sources.source,
                        count(offers.offer_key) as offers,
                        count(*) filter (where offers.is_open) as open_offers,
                        max(offers.last_seen_at) as last_seen_at
                    from {{ release }}.dim_sources as sources
                    left join {{ release }}.fct_offers as offers
                        on sources.source = offers.source
                    group by 1
                ) as figures
            ),
            '{}'
        );
    grant select on all tables in schema published to vigie_reader;
{% endmacro %}
