{# Stop, in one line, unless the last gate on the marts passed in full. #}
{% macro assert_marts_gate_passed() %}
    {% set results = gate_results() %}
    {% if results is none %}
        {{ exceptions.raise_compiler_error(
            'not published: no gate was run on the marts;'
            ~ ' run `python -m expectations marts`'
        ) }}
    {% endif %}
    {% set failures = run_query(last_marts_gate_sql(results)).rows[0] %}
    {% if failures[0] == 0 %}
        {{ exceptions.raise_compiler_error(
            'not published: no gate was run on the marts;'
            ~ ' run `python -m expectations marts`'
        ) }}
    {% elif failures[1] > 0 %}
        {{ exceptions.raise_compiler_error(
            'not published: ' ~ failures[1] ~ ' of ' ~ failures[0]
            ~ ' expectations on the marts failed, first ' ~ failures[2]
        ) }}
    {% endif %}
{% endmacro %}
