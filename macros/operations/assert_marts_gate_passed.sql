{# Stop, in one line, unless the last gate on the marts judged this build and passed. #}
{% macro assert_marts_gate_passed() %}
    {% set results = gate_results() %}
    {% set judged = judged_marts() %}
    {% if results is none or judged is none %}
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
    {% set ungated = run_query(ungated_marts_sql(results, judged)).rows %}
    {% if ungated | length > 0 %}
        {{ exceptions.raise_compiler_error(
            'not published: ' ~ ungated[0][0] ~ (
                ' and ' ~ (ungated | length - 1) ~ ' more' if ungated | length > 1
            ) ~ ' built after the gate on the marts began;'
            ~ ' run `python -m expectations marts`, then publish again'
        ) }}
    {% endif %}
{% endmacro %}
