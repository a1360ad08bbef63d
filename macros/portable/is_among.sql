{#
    Whether a column is among the few values of a query, which are then looked up in
    its index: of a join the planner may expect many, and read the whole table.
#}
{% macro is_among(column, query) %}
    {{- return(adapter.dispatch('is_among')(column, query)) -}}
{% endmacro %}

{% macro default__is_among(column, query) -%}
    {{ column }} = any(array({{ query }}))
{%- endmacro %}

{% macro spark__is_among(column, query) -%}
    {{ column }} in ({{ query }})
{%- endmacro %}
