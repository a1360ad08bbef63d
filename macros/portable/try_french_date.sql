{# "dd/mm/yyyy" to midnight UTC; null for 30/02, 31/12/9999 or words. #}
{% macro try_french_date(expression) -%}
    {%- set as_iso -%}
        case
            when {{ expression }} ~ '^[0-9]{2}/[0-9]{2}/[0-9]{4}( [0-9]{2}:[0-9]{2}(:[0-9]{2})?)?$'
                then
                    substr({{ expression }}, 7, 4)
                    || '-' || substr({{ expression }}, 4, 2)
                    || '-' || substr({{ expression }}, 1, 2)
            else {{ expression }}
        end
    {%- endset -%}
    {{ try_timestamp(as_iso) }}
{%- endmacro %}
