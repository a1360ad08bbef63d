{#
    Whether a unique index over just these columns already proves, row by row as
    they are written, what a test would prove by sorting the table again.
#}
{% macro has_unique_index(model, columns) %}
    {{- return(adapter.dispatch('has_unique_index')(model, columns)) -}}
{% endmacro %}

{# A test with a `where` is given a subquery, which has no name and no index. #}
{% macro default__has_unique_index(model, columns) -%}
    exists (
        select 1 from pg_index
        where
            indrelid = to_regclass('{{ model if model.identifier else "" }}')
            and indisunique and indisvalid
            and indpred is null and indexprs is null
            and array['{{ columns | sort | join("', '") }}'] = (
                select array_agg(attname::text order by attname)
                from pg_attribute
                where attrelid = indrelid and attnum = any(indkey::int2[])
            )
    )
{%- endmacro %}

{% macro spark__has_unique_index(model, columns) -%}
    false
{%- endmacro %}
