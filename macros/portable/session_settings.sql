{#
    Room to sort and hash in memory, for the transaction that builds one model:
    with the default 4 MB every larger join goes through the disk. A table that
    somebody has locked is given up, instead of holding the queue behind it.
#}
{% macro session_settings() %}
    {{- return(adapter.dispatch('session_settings')()) -}}
{% endmacro %}

{% macro default__session_settings() -%}
    {%- if model.config.materialized in ('table', 'incremental') -%}
        set local work_mem = '96MB';
        set local lock_timeout = '60s'
    {%- endif -%}
{%- endmacro %}
