{#
    The offers behind one figure, with the file and the row of the lake that hold
    each: dbt run-operation trace --args '{figure: agg_skill_demand.openings,
    cell: {skill_id: sk_python, dimension: region, dimension_code: "11"}}'.
#}
{% macro trace(figure, cell) %}
    {% set mart, _, column = figure.partition('.') %}
    {% do assert_figure_exists(mart, column, cell) %}
    {% set rows = run_query(traced_offers(mart, column, cell)).rows %}
    {% do log(
        figure ~ ': ' ~ rows | map(attribute='counted_id') | unique | list | length
        ~ ' counted, in ' ~ rows | length ~ ' offers', info=true
    ) %}
    {% for row in rows %}
        {% do log(
            row['offer_key'] ~ '  ' ~ row['content_hash'] ~ '  '
            ~ row['lake_file'] ~ '  ' ~ row['lake_row'], info=true
        ) %}
    {% endfor %}
{% endmacro %}
