{# Copy each mart into the release's schema, with the indexes it has. #}
{% macro copy_marts_statements(release, marts) %}
    select pg_advisory_xact_lock(hashtext('vigie publish'));
    create schema {{ release }};
    {% for mart in marts %}
        create table {{ release }}.{{ mart }} as table marts.{{ mart }};
    {% endfor %}
    do $copy$
    declare definition text;
    begin
        for definition in
            select replace(indexdef, ' ON marts.', ' ON {{ release }}.')
            from pg_indexes
            where
                schemaname = 'marts'
                and tablename in ('{{ marts | join("', '") }}')
        loop
            execute definition;
        end loop;
    end
    $copy$;
    {% for mart in marts %}
        analyze {{ release }}.{{ mart }};
    {% endfor %}
{% endmacro %}
