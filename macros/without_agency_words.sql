{# An employer's key without one word that branches of agencies add to the name. #}
{% macro without_agency_words(key) -%}
    regexp_replace(
        {{ key }},
        '^groupe | (?:(?:travail )?temporaire|interim|recrutements?|france|group'
        || '|[0-9]{3,})$',
        ''
    )
{%- endmacro %}
