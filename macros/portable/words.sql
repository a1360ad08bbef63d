{# A folded text to the array of its words. #}
{% macro words(expression) %}
    {{- return(adapter.dispatch('words')(expression)) -}}
{% endmacro %}

{% macro default__words(expression) -%}
    string_to_array({{ expression }}, ' ')
{%- endmacro %}
