{#
    Make the marts of this build the ones that readers see:
    `dbt run-operation publish`. In one transaction they are held as they are, the
    gate is asked about just these, they are copied into a schema of their own and
    the views of `published` turn to it: a reader sees one release or the next,
    never half of one. What the last gates found goes with them.
#}
{% macro publish() %}
    {% set marts = published_marts() %}
    {% do run_query('begin;' ~ lock_marts_statements(marts)) %}
    {% do assert_marts_gate_passed() %}
    {% set release = next_release_name() %}
    {% set results = gate_results() %}
    {% do run_query(
        copy_marts_statements(release, marts)
        ~ copy_gate_results_statements(release, results)
        ~ switch_views_statements(release, marts + [results.identifier])
        ~ record_release_statements(release)
        ~ 'commit;'
    ) %}
    {% do run_query('begin;' ~ drop_old_releases_statements() ~ 'commit;') %}
    {% do log('published ' ~ release ~ ': ' ~ marts | length ~ ' marts', info=true) %}
{% endmacro %}
