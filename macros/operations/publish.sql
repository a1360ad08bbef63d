{#
    Make the marts of this build the ones that readers see:
    `dbt run-operation publish`. They are copied into a schema of their own and
    the views of `published` turn to it in the same transaction, so a reader
    sees one release or the next, never half of one. What the last gates found
    goes with them.
#}
{% macro publish() %}
    {% do assert_marts_gate_passed() %}
    {% set release = next_release_name() %}
    {% set marts = published_marts() %}
    {% set results = gate_results() %}
    {% set gates = [results.identifier] if results is not none else [] %}
    {% do run_query(
        'begin;'
        ~ copy_marts_statements(release, marts)
        ~ (copy_gate_results_statements(release, results) if gates else '')
        ~ switch_views_statements(release, marts + gates)
        ~ record_release_statements(release)
        ~ 'commit;'
    ) %}
    {% do run_query('begin;' ~ drop_old_releases_statements() ~ 'commit;') %}
    {% do log('published ' ~ release ~ ': ' ~ marts | length ~ ' marts', info=true) %}
{% endmacro %}
