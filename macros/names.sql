{# Whether a tokenised text, title included, holds a folded name as words. #}
{% macro names(text, name) -%}
    coalesce(
        strpos(
            ' ' || lower({{ text }}.title_tokens || ' ' || {{ text }}.tokens)
            || ' ',
            ' ' || {{ name }} || ' '
        ) > 0,
        false
    )
{%- endmacro %}
