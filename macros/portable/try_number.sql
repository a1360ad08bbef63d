{# Text to numeric, decimal comma or point; null when it does not read as one. #}
{% macro try_number(expression) %}
    {{- return(adapter.dispatch('try_number')(expression)) -}}
{% endmacro %}

{% macro default__try_number(expression) -%}
    case
        when {{ expression }} ~ '^-?[0-9]{1,12}([.,][0-9]{1,12})?$'
            then replace({{ expression }}, ',', '.')::numeric
    end
{%- endmacro %}
