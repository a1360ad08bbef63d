{#
    In place of dbt's: a mart gets its unique indexes only, which tests use; those
    that only readers search by are made on the published copies.
#}
{% macro postgres__create_indexes(relation) %}
    {% for index in config.get('indexes', default=[]) %}
        {% if index.unique or model.fqn[1] != 'marts' %}
            {% do run_query(get_create_index_sql(relation, index)) %}
        {% endif %}
    {% endfor %}
{% endmacro %}
