{#
    Whether a unique index over just these columns already proves, row by row as
    they are written, what a test would prove by sorting the table again; and, where
    it is to be `without_nulls`, whether none of them may be null either.
#}
{% macro has_unique_index(model, columns, without_nulls=false) %}
    {{- return(
        adapter.dispatch('has_unique_index')(model, columns, without_nulls)
    ) -}}
{% endmacro %}

{# A test with a `where` is given a subquery, which has no name and no index. #}
{% macro default__has_unique_index(model, columns, without_nulls) -%}
    exists (
        select 1 from pg_index
        where
            indrelid = to_regclass('{{ model if model.identifier else "" }}')
            and indisunique and indisvalid
            and indpred is null and indexprs is null
            and array['{{ columns | sort | join("', '") }}'] = (
                select array_agg(attname::text order by attname)
                from pg_attribute
                where
                    attrelid = indrelid and attnum = any(indkey::int2[])
                    {%- if without_nulls %}
                    and attnotnull
                    {%- endif %}
            )
    )
{%- endmacro %}

{% macro spark__has_unique_index(model, columns, without_nulls) -%}
    false
{%- endmacro %}
