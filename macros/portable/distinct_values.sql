{#
    The values of an indexed column, each looked up behind the one before: sightings
    are millions, the runs that made them hundreds.
#}
{% macro distinct_values(relation, column) %}
    {{- return(adapter.dispatch('distinct_values')(relation, column)) -}}
{% endmacro %}

{% macro default__distinct_values(relation, column) -%}
    with recursive found as (
        (
            select {{ column }}
            from {{ relation }}
            order by {{ column }}
            limit 1
        )
        union all
        select (
            select following.{{ column }}
            from {{ relation }} as following
            where following.{{ column }} > found.{{ column }}
            order by following.{{ column }}
            limit 1
        )
        from found
        where found.{{ column }} is not null
    )

    select {{ column }} from found
    where {{ column }} is not null
{%- endmacro %}

{% macro spark__distinct_values(relation, column) -%}
    select distinct {{ column }} from {{ relation }}
{%- endmacro %}
