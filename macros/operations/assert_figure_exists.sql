{# Stop, in one line, unless a mart has this cell, and counts offers in this column. #}
{% macro assert_figure_exists(mart, column, cell) %}
    {% set names = adapter.get_columns_in_relation(ref(mart))
        | map(attribute='name') | list %}
    {% for name in [column] + cell.keys() | list if name not in names %}
        {{ exceptions.raise_compiler_error(
            mart ~ " has no column '" ~ name ~ "'; it has " ~ names | join(', ')
        ) }}
    {% endfor %}
    {% set cells = 'select 1 from ' ~ ref(mart) ~ ' as found where '
        ~ cell_condition('found', cell) ~ ' limit 1' %}
    {% if not run_query(cells).rows %}
        {{ exceptions.raise_compiler_error(mart ~ ' has no row of ' ~ cell) }}
    {% endif %}
    {% set counted = 'select 1 from ' ~ traced_model(mart) ~ " where figure = '"
        ~ column ~ "' limit 1" %}
    {% if not run_query(counted).rows %}
        {{ exceptions.raise_compiler_error(
            mart ~ '.' ~ column ~ ' counts no offers in any cell'
        ) }}
    {% endif %}
{% endmacro %}
