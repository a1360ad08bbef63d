{# Text to integer ("3", "3.0"); null when it does not read as one. #}
{% macro try_integer(expression) %}
    {{- return(adapter.dispatch('try_integer')(expression)) -}}
{% endmacro %}

{% macro default__try_integer(expression) -%}
    case
        when {{ expression }} ~ '^-?[0-9]{1,9}([.]0+)?$'
            then {{ expression }}::numeric::integer
    end
{%- endmacro %}
