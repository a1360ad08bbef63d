{#
    dbt's own, without asking the adapter for its own each time: dbt calls it once a
    cell of a seed, and that was more than half of what the skills' seeds cost.
#}
{% macro get_binding_char() -%}
    %s
{%- endmacro %}
