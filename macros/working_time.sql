{# full, part or unknown, from a label, weekly hours ("35H30"), a title or a text. #}
{% macro working_time(label, hours_label, title, text_time) -%}
    case
        when {{ folded(label) }} in ('temps plein', 'oui') then 'full'
        when {{ folded(label) }} in ('temps partiel', 'non') then 'part'
        when {{ hours_label }} ~* 'temps partiel' then 'part'
        when {{ hours_label }} ~* 'temps plein' then 'full'
        when {{ hours_label }} ~ '^ *(3[5-9]|4[0-9]) ?[Hh]' then 'full'
        when {{ hours_label }} ~ '^ *([1-9]|[12][0-9]|3[0-4]) ?[Hh]' then 'part'
        when {{ title }} ~* '(temps partiel|mi-temps|part[- ]time)' then 'part'
        when {{ title }} ~* '(temps plein|temps complet)' then 'full'
        else coalesce({{ text_time }}, 'unknown')
    end
{%- endmacro %}
