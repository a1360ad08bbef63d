{# Of the offers of an opening, the preferred one's value that says something. #}
{% macro best_value(column, says_something) -%}
    (array_agg({{ column }} order by preference)
        filter (where {{ says_something }}))[1]
{%- endmacro %}
