{#
    A table that is made anew by every build is never updated: what a vacuum would
    read it for, the next build throws away.
#}
{% macro spare_vacuum() %}
    {{- return(adapter.dispatch('spare_vacuum')()) -}}
{% endmacro %}

{% macro default__spare_vacuum() -%}
    {%- if model.config.materialized == 'table' -%}
        alter table {{ this }} set (autovacuum_enabled = false)
    {%- endif -%}
{%- endmacro %}
