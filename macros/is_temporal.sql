{# Whether two offers opened so far apart that the later one is a repost. #}
{% macro is_temporal(opened_at_a, opened_at_b) -%}
    abs(extract(epoch from {{ opened_at_a }} - {{ opened_at_b }})) > 14 * 86400
{%- endmacro %}
