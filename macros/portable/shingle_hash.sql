{# One number for several words in a row. #}
{% macro shingle_hash(words) %}
    {{- return(adapter.dispatch('shingle_hash')(words)) -}}
{% endmacro %}

{% macro default__shingle_hash(words) -%}
    hashtextextended({{ words | join(" || ' ' || ") }}, 0)
{%- endmacro %}
