{# Expectations checked, failed, and the first that failed, in the last gate. #}
{% macro last_marts_gate_sql(results) %}
with

latest as (

    select gate_run_id
    from {{ results }}
    where gate = 'marts'
    order by checked_at desc
    limit 1

),

final as (

    select
        count(*) as checked,
        count(*) filter (where not coalesce(success, false)) as failed,
        min(concat_ws(' ', suite, expectation, column_name))
            filter (where not coalesce(success, false)) as first_failed
    from {{ results }}
    where gate = 'marts' and gate_run_id in (select gate_run_id from latest)

)

select * from final
{% endmacro %}
