{#
    When a table was last built, as `note_built_at` noted on it; the beginning of
    time where it was not. It tells an incremental model what changed since.
#}
{% macro built_at(schema, name) %}
    {{- return(adapter.dispatch('built_at')(schema, name)) -}}
{% endmacro %}

{% macro default__built_at(schema, name) -%}
    coalesce(
        obj_description(to_regclass('{{ schema }}.{{ name }}'), 'pg_class')
        ::timestamptz,
        '-infinity'
    )
{%- endmacro %}
