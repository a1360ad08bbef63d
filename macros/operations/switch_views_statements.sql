{# Turn the views of `published` to a release and let the reader see it. #}
{% macro switch_views_statements(release, marts) %}
    create schema if not exists published;
    do $drop$
    declare stale text;
    begin
        for stale in
            select viewname from pg_views
            where schemaname = 'published'
        loop
            execute format('drop view published.%I', stale);
        end loop;
    end
    $drop$;
    {% for mart in marts %}
        create view published.{{ mart }} as
        select * from {{ release }}.{{ mart }};
    {% endfor %}
    grant usage on schema published, {{ release }} to vigie_reader;
    grant select on all tables in schema {{ release }} to vigie_reader;
{% endmacro %}
