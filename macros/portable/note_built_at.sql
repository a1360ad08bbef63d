{# Note on a table, in the transaction that builds it, when it was built. #}
{% macro note_built_at() %}
    {{- return(adapter.dispatch('note_built_at')()) -}}
{% endmacro %}

{% macro default__note_built_at() -%}
    do $note$
    begin
        execute format(
            'comment on table {{ this.schema }}.{{ this.identifier }} is %L', now()
        );
    end
    $note$
{%- endmacro %}
