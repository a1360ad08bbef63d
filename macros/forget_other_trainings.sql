{#
    Before a build: what an incremental model learnt or told from an earlier training
    goes, and is made anew.
#}
{% macro forget_other_trainings() -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        where
            trained_until <> (
                select trained_until from {{ ref('int_occupation_training') }}
            )
    {%- endif -%}
{%- endmacro %}
