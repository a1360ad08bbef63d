{# Text at a path of a JSON column; null when absent, empty or blank. #}
{% macro json_text(column) %}
    {{- return(adapter.dispatch('json_text')(column, *varargs)) -}}
{% endmacro %}

{% macro default__json_text(column) %}
    {%- set keys = [] -%}
    {%- for key in varargs -%}
        {%- do keys.append("'" ~ key | replace("'", "''") ~ "'") -%}
    {%- endfor -%}
    nullif(btrim({{ column }} #>> array[{{ keys | join(', ') }}]), '')
{%- endmacro %}
