{#
    Whether a model that every build writes anew may read what the last one wrote:
    not when there is none, when it has not the column named, which the model was
    given since, or when all is to be made from the beginning.
#}
{% macro may_read_itself(column) %}
    {{- return(adapter.dispatch('may_read_itself')(column)) -}}
{% endmacro %}

{% macro default__may_read_itself(column) %}
    {%- if not execute or load_relation(this) is none or should_full_refresh() -%}
        {{- return(false) -}}
    {%- endif -%}
    {%- set columns = adapter.get_columns_in_relation(this) -%}
    {{- return(column in columns | map(attribute='name')) -}}
{% endmacro %}

{# Spark overwrites a table in place and cannot read it then. #}
{% macro spark__may_read_itself(column) %}
    {{- return(false) -}}
{% endmacro %}
