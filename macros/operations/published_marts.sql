{# Names of all models under models/marts, sorted. #}
{% macro published_marts() %}
    {% set names = [] %}
    {% for node in graph.nodes.values() %}
        {% if node.resource_type == 'model' and node.fqn[1] == 'marts' %}
            {% do names.append(node.name) %}
        {% endif %}
    {% endfor %}
    {{ return(names | sort) }}
{% endmacro %}
