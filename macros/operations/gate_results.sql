{# The table of the gates' answers; none when no gate was ever run. #}
{% macro gate_results() %}
    {{ return(adapter.get_relation(
        target.database, 'gates', 'expectation_results'
    )) }}
{% endmacro %}
