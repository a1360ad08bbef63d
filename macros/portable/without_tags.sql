{# Text without HTML tags: a block ends a line. "< 3 ans" is no tag. #}
{% macro without_tags(expression) -%}
    regexp_replace(regexp_replace(
        {{ expression }},
        '<(br|/p|/li|/h[1-6]|/div|/ul|li)[^<>]*>', E'\n', 'gi'
    ), '</?[a-zA-Z!][^<>]*>', ' ', 'g')
{%- endmacro %}
