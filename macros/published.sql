{# A figure, where it rests on enough cases to be published; else null. #}
{% macro published(expression, n) -%}
    case
        when {{ n }} >= {{ var('smallest_published_n') }} then {{ expression }}
    end
{%- endmacro %}
