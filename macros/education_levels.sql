{# Levels of education, the least first. #}
{% macro education_levels() -%}
    {{- return(['none', 'cap_bep', 'bac', 'bac_2', 'bac_3', 'bac_5', 'doctorate']) -}}
{%- endmacro %}
