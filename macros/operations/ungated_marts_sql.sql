{# The marts that were built after the last gate on them began. #}
{% macro ungated_marts_sql(results) %}
with

gate as (

    select max(checked_at) as began_at
    from {{ results }}
    where gate = 'marts'

),

marts as (

    {%- for name in published_marts() %}
    select
        '{{ name }}' as mart,
        {{ built_at('marts', name) }} as built_at
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}

),

final as (

    select marts.mart
    from marts
    inner join gate
        on marts.built_at > gate.began_at
    order by marts.mart

)

select * from final
{% endmacro %}
