{# The items of a JSON list, for a lateral join: `as items (item)`. #}
{% macro json_items(column) %}
    {{- return(adapter.dispatch('json_items')(column)) -}}
{% endmacro %}

{% macro default__json_items(column) -%}
    jsonb_array_elements({{ column }})
{%- endmacro %}
