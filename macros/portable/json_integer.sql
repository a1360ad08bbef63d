{# A whole number at a path of a JSON column; null when it is not one. #}
{% macro json_integer(column) %}
    {{- try_integer(json_text(column, *varargs)) -}}
{% endmacro %}
