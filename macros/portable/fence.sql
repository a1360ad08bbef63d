{#
    Ends a CTE whose values are used several times below: inlined, each use
    would compute them again. Unlike `materialized` it keeps no copy of the rows.
#}
{% macro fence() %}
    {{- return(adapter.dispatch('fence')()) -}}
{% endmacro %}

{% macro default__fence() -%}
    offset 0
{%- endmacro %}
