{#
    Two builds that add to one table wait for each other: each would add what the
    other has not committed yet, a second time. Readers do not wait.
#}
{% macro hold_other_builds() -%}
    {{- return(adapter.dispatch('hold_other_builds')()) -}}
{%- endmacro %}

{% macro default__hold_other_builds() -%}
    {%- if is_incremental() -%}
        lock table {{ this }} in share row exclusive mode
    {%- endif -%}
{%- endmacro %}
