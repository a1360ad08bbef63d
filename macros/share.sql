{# A share, 0 to 1; null of nothing. #}
{% macro share(cases, n) -%}
    {{ cases }}::double precision / nullif({{ n }}, 0)
{%- endmacro %}
