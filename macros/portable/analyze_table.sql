{#
    A table made a second ago has no statistics, and the planner then takes a
    thousand rows for one: joins on it ran a hundred times slower.
#}
{% macro analyze_table() %}
    {{- return(adapter.dispatch('analyze_table')()) -}}
{% endmacro %}

{% macro default__analyze_table() -%}
    {%- if model.config.materialized in ('table', 'incremental') -%}
        analyze {{ this }}
    {%- endif -%}
{%- endmacro %}
