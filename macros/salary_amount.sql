{#
    A matched amount as a number. A point or space parts thousands in amounts
    of four digits and more; in hourly ones it is the decimal sign.
#}
{% macro salary_amount(amount, spelling) -%}
    case
        when {{ spelling }} = 'hourly' then {{ try_number(amount) }}
        else {{ try_number("translate(" ~ amount ~ ", ' .', '')") }}
    end
{%- endmacro %}
