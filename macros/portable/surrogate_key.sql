{# A short stable key from several values; null counts as a value. #}
{% macro surrogate_key(expressions) -%}
    md5(
        {%- for expression in expressions %}
        coalesce({{ expression }}::text, '∅')
        {%- if not loop.last %} || '|' ||{% endif -%}
        {%- endfor %}
    )
{%- endmacro %}
