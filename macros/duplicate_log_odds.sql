{# The log-odds that a pair of adverts is one opening: what its facts add to a start. #}
{% macro duplicate_log_odds() -%}
    -3.5
    {%- for term in duplicate_terms().values() %}
    + ({{ term }})
    {%- endfor %}
{%- endmacro %}
