{# Lower case, no accents, only letters, digits, + and #, single spaces. #}
{% macro folded(expression) -%}
    btrim(regexp_replace(
        lower({{ unaccented(expression) }}), '[^a-z0-9+#]+', ' ', 'g'
    ))
{%- endmacro %}
