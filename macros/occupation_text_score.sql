{# What the text adds, fitted with occupation_title_score. #}
{% macro occupation_text_score(code_likeness, domain_likeness) -%}
    4.49 * coalesce({{ code_likeness }}, 0)
    + 7.54 * coalesce({{ domain_likeness }}, 0)
{%- endmacro %}
