{# "dd/mm/yyyy" to midnight UTC; null for 30/02, 31/12/9999 or words. #}
{% macro try_french_date(expression) -%}
    {{ try_timestamp(
        "regexp_replace(" ~ expression
        ~ ", '^([0-9]{2})/([0-9]{2})/([0-9]{4}).*$', '\\3-\\2-\\1')"
    ) }}
{%- endmacro %}
