{#
    Before a build: what an incremental model learnt or told from an earlier training
    goes. Truncated, not deleted: the planner then knows that nothing is left.
#}
{% macro forget_other_trainings() %}
    {{- return(adapter.dispatch('forget_other_trainings')()) -}}
{% endmacro %}

{% macro default__forget_other_trainings() -%}
    {%- if is_incremental() -%}
        do $forget$
        begin
            if (select trained_until from {{ this }} limit 1)
                <> (select trained_until from {{ ref('int_occupation_training') }})
            then
                truncate {{ this }};
            end if;
        end
        $forget$
    {%- endif -%}
{%- endmacro %}
