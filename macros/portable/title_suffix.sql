{# What follows the last dash of a title, H/F aside; null when there is none. #}
{% macro title_suffix(expression) %}
    {{- return(adapter.dispatch('title_suffix')(expression)) -}}
{% endmacro %}

{% macro default__title_suffix(expression) -%}
    substring(
        regexp_replace({{ expression }}, '\s*[(]?[HhFf]\s*/\s*[HhFf][)]?\s*$', '')
        from '\s[-–|]\s+([^-–|]+)$'
    )
{%- endmacro %}
