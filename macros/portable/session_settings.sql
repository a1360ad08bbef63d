{#
    Room to sort and hash in memory, for the transaction that builds one model:
    with the default 4 MB every larger join goes through the disk. The planner
    takes a regular expression for as cheap as a comparison, and would leave
    processors idle for the sake of a few rows handed over. A table that somebody
    has locked is given up, instead of holding the queue behind it. Days before a
    moment are counted in UTC, where each has 24 hours, whatever the session's zone.
#}
{% macro session_settings() %}
    {{- return(adapter.dispatch('session_settings')()) -}}
{% endmacro %}

{% macro default__session_settings() -%}
    {%- if model.config.materialized in ('table', 'incremental') -%}
        set local work_mem = '192MB';
        set local parallel_tuple_cost = 0.01;
        set local lock_timeout = '60s';
        set local timezone = 'UTC'
    {%- endif -%}
{%- endmacro %}
