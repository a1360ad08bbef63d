{# The marts of which the last gate judged another build than the one there is. #}
{% macro ungated_marts_sql(results, judged_marts) %}
with

gate as (

    select gate_run_id
    from {{ results }}
    where gate = 'marts'
    order by checked_at desc
    limit 1

),

judged as (

    select
        judged_marts.mart,
        judged_marts.built_at
    from {{ judged_marts }} as judged_marts
    inner join gate
        on judged_marts.gate_run_id = gate.gate_run_id

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
    left join judged
        on marts.mart = judged.mart
    where marts.built_at is distinct from judged.built_at
    order by marts.mart

)

select * from final
{% endmacro %}
