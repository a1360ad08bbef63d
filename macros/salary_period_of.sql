{# The period of an amount that tells none, by its size; null when in doubt. #}
{% macro salary_period_of(amount) -%}
    case
        when {{ amount }} >= 10000 then 'annual'
        when {{ amount }} >= 1000 then 'monthly'
        when {{ amount }} between 9 and 80 then 'hourly'
    end
{%- endmacro %}
