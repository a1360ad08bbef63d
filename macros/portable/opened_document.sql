{#
    A JSON column of the row beside it, fetched and unpacked once, as
    `opened.document`. Of a stored document each expression would do both again,
    which costs more than all that the expressions do. A function beside a table
    is called once a row, and on all processors.
#}
{% macro opened_document(column) %}
    {{- return(adapter.dispatch('opened_document')(column)) -}}
{% endmacro %}

{% macro default__opened_document(column) -%}
    lateral jsonb_path_query({{ column }}, '$') as opened (document)
{%- endmacro %}
