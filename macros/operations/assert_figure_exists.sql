{#
    Stop, in one line, unless this cell is one row of a mart, which counts offers in this
    column.
#}
{% macro assert_figure_exists(mart, column, cell) %}
    {% set names = adapter.get_columns_in_relation(ref(mart))
        | map(attribute='name') | list %}
    {% for name in [column] + cell.keys() | list if name not in names %}
        {{ exceptions.raise_compiler_error(
            mart ~ " has no column '" ~ name ~ "'; it has " ~ names | join(', ')
        ) }}
    {% endfor %}
    {% set cells = 'select 1 from ' ~ ref(mart) ~ ' as found where '
        ~ cell_condition('found', cell) ~ ' limit 2' %}
    {% set found = run_query(cells).rows | length %}
    {% if found == 0 %}
        {{ exceptions.raise_compiler_error(mart ~ ' has no row of ' ~ cell) }}
    {% endif %}
    {% set counted = 'select 1 from ' ~ traced_model(mart) ~ " where figure = '"
        ~ column ~ "' limit 1" %}
    {% if not run_query(counted).rows %}
        {{ exceptions.raise_compiler_error(
            mart ~ '.' ~ column ~ ' counts no offers in any cell'
        ) }}
    {% endif %}
    {% if found > 1 %}
        {% set keys = adapter.get_columns_in_relation(traced_model(mart))
            | map(attribute='name') | select('in', names) | reject('in', cell) %}
        {{ exceptions.raise_compiler_error(
            mart ~ ' has several rows of ' ~ cell ~ '; name its '
            ~ keys | join(', ') ~ ', too'
        ) }}
    {% endif %}
{% endmacro %}
