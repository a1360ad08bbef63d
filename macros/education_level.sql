{#
    The least education asked for: by the form, else by the text; null when unsaid.
#}
{% macro education_level(mapped, label, text_level) -%}
    case
        when {{ mapped }} is not null then {{ mapped }}
        when {{ label }} ~* 'niveau 8|doctorat' then 'doctorate'
        when {{ label }} ~* 'niveau 7|master' then 'bac_5'
        when {{ label }} ~* 'niveau 6|licence|ma[iî]trise' then 'bac_3'
        when {{ label }} ~* 'niveau 5|bts|dut|deug' then 'bac_2'
        when {{ label }} ~* 'niveau 4|baccalaur' then 'bac'
        when {{ label }} ~* 'niveau 3|cap|bep' then 'cap_bep'
        when {{ label }} ~* 'sans dipl' then 'none'
        else {{ text_level }}
    end
{%- endmacro %}
