{# What each fact adds to the log-odds of a pair, a column a fact. #}
{% macro duplicate_term_columns() -%}
    {%- for name, term in duplicate_terms().items() -%}
        ({{ term }})::double precision as {{ name }}
        {%- if not loop.last %}, {% endif -%}
    {%- endfor -%}
{%- endmacro %}
