{# The JSON list at a key; an empty list when absent or not a list. #}
{% macro json_array(column, key) %}
    {{- return(adapter.dispatch('json_array')(column, key)) -}}
{% endmacro %}

{% macro default__json_array(column, key) -%}
    case
        when jsonb_typeof({{ column }} -> '{{ key }}') = 'array'
            then {{ column }} -> '{{ key }}'
        else '[]'::jsonb
    end
{%- endmacro %}
