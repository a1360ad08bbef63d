{# A number at a path of a JSON column; null when it does not read as one. #}
{% macro json_number(column) %}
    {{- try_number(json_text(column, *varargs)) -}}
{% endmacro %}
