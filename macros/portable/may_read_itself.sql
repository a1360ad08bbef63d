{#
    Whether a model that every build writes anew may read what the last one wrote:
    not when there is none, or all is to be made from the beginning.
#}
{% macro may_read_itself() %}
    {{- return(adapter.dispatch('may_read_itself')()) -}}
{% endmacro %}

{% macro default__may_read_itself() %}
    {{- return(
        execute and load_relation(this) is not none and not should_full_refresh()
    ) -}}
{% endmacro %}

{# Spark overwrites a table in place and cannot read it then. #}
{% macro spark__may_read_itself() %}
    {{- return(false) -}}
{% endmacro %}
