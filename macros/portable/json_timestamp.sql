{# A moment at a path of a JSON column; null when it cannot be one. #}
{% macro json_timestamp(column) %}
    {{- try_timestamp(json_text(column, *varargs)) -}}
{% endmacro %}
