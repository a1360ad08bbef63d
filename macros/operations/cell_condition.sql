{# The condition that a relation's row is of a cell: its keys, by name. #}
{% macro cell_condition(relation, cell) %}
    true
    {%- for key, value in cell.items() %}
    and {{ relation }}.{{ adapter.quote(key) }}::text
    {%- if value is none %} is null
    {%- else %}
    = {{ dbt.string_literal(dbt.escape_single_quotes(value | string)) }}
    {%- endif %}
    {%- endfor %}
{% endmacro %}
