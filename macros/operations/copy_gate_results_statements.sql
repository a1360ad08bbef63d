{# Copy what the last gate of each kind found, for the page that tells it. #}
{% macro copy_gate_results_statements(release, results) %}
    create table {{ release }}.{{ results.identifier }} as
    with

    latest as (

        select distinct on (gate) gate_run_id  -- the newest run of each gate
        from {{ results }}
        order by gate, checked_at desc

    )

    select results.*
    from {{ results }} as results
    inner join latest
        on results.gate_run_id = latest.gate_run_id;
{% endmacro %}
