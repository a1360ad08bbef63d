{#
    Whether two annual amounts can be one post's pay: in order, between part of
    a trainee's allowance and a top executive's, and not a typing slip apart.
#}
{% macro is_plausible_salary(lowest, highest) -%}
    ({{ lowest }} >= 5000
    and {{ highest }} <= 400000
    and {{ lowest }} <= {{ highest }}
    and {{ highest }} <= 4 * {{ lowest }})
{%- endmacro %}
