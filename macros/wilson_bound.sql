{#
    A bound of Wilson's interval of a share: `sign` is '-' for the lower one, '+'
    for the upper one. Unlike the textbook's it stays within 0 and 1, and is not
    empty where no case, or each, was one.
#}
{% macro wilson_bound(cases, n, sign) -%}
    {%- set z = var('confidence_z') -%}
    {%- set cases = '(' ~ cases ~ ')::double precision' -%}
    {%- set n = 'nullif(' ~ n ~ ', 0)' -%}
    (
        {{ cases }} + {{ z * z / 2 }}
        {{ sign }} {{ z }} * sqrt(
            {{ cases }} * ({{ n }} - {{ cases }}) / {{ n }} + {{ z * z / 4 }}
        )
    ) / ({{ n }} + {{ z * z }})
{%- endmacro %}
