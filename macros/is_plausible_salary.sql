{#
    Whether two annual amounts can be one post's pay: in order, between part of
    a trainee's allowance and a top executive's, and not a typing slip apart.
    One of them may be missing: "from 40 k€", "up to 60 k€".
#}
{% macro is_plausible_salary(lowest, highest) -%}
    (coalesce({{ lowest }}, {{ highest }}) >= 5000
    and coalesce({{ highest }}, {{ lowest }}) <= 400000
    and coalesce({{ lowest }} <= {{ highest }}, true)
    and coalesce({{ highest }} <= 4 * {{ lowest }}, true))
{%- endmacro %}
