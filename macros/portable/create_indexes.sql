{#
    dbt's own, but that a mart has its unique indexes alone, on which tests rest:
    what only readers search by is made on the copies that they read.
#}
{% macro postgres__create_indexes(relation) %}
    {% for index in config.get('indexes', default=[]) %}
        {% if index.unique or model.fqn[1] != 'marts' %}
            {% do run_query(get_create_index_sql(relation, index)) %}
        {% endif %}
    {% endfor %}
{% endmacro %}
