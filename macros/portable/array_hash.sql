{# One number for all elements of an array, in their order. #}
{% macro array_hash(expression) %}
    {{- return(adapter.dispatch('array_hash')(expression)) -}}
{% endmacro %}

{% macro default__array_hash(expression) -%}
    hash_array_extended({{ expression }}, 0)
{%- endmacro %}
