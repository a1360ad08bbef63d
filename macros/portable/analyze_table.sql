{#
    A table made a second ago has no statistics, and the planner then takes a
    thousand rows for one: joins on it ran a hundred times slower. One that holds
    hardly more than when they were taken keeps them.
#}
{% macro analyze_table() %}
    {{- return(adapter.dispatch('analyze_table')()) -}}
{% endmacro %}

{% macro default__analyze_table() -%}
    {%- if model.config.materialized == 'table' -%}
        analyze {{ this }}
    {%- elif model.config.materialized == 'incremental' -%}
        do $analyze$
        begin
            if (
                select pg_relation_size(oid) > 1.2 * 8192 * relpages
                from pg_class where oid = '{{ this }}'::regclass
            ) or not exists (
                select 1 from pg_stats
                where
                    schemaname = '{{ this.schema }}'
                    and tablename = '{{ this.identifier }}'
            ) then
                analyze {{ this }};
            end if;
        end
        $analyze$
    {%- endif -%}
{%- endmacro %}
