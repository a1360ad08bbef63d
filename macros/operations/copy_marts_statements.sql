{# Copy each mart into the release's schema, with the indexes it declares. #}
{% macro copy_marts_statements(release, marts) %}
    select pg_advisory_xact_lock(hashtext('vigie publish'));
    create schema {{ release }};
    {% for mart in marts %}
        create table {{ release }}.{{ mart }} as table marts.{{ mart }};
    {% endfor %}
    {% for node in graph.nodes.values() if node.name in marts %}
        {% set copy = api.Relation.create(schema=release, identifier=node.name) %}
        {% for index in node.config.get('indexes', []) %}
            {{ get_create_index_sql(copy, index) }};
        {% endfor %}
    {% endfor %}
    {% for mart in marts %}
        analyze {{ release }}.{{ mart }};
    {% endfor %}
{% endmacro %}
