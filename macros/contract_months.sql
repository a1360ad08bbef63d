{#
    How long a contract lasts, in months of 30 days, from its label ("CDD - 12
    Mois", "Intérim - 15 Jour(s)", "CDD d'1 an"); null when unsaid or permanent.
#}
{% macro contract_months(label, months) -%}
    cast(
        case
            when {{ months }} between 0.1 and 120 then {{ months }}
            when {{ label }} ~* '[0-9]{1,4} *(mois|ans?|jours?|semaines?)\y'
                then (regexp_match(
                    {{ label }}, '([0-9]{1,4}) *(?:mois|ans?|jours?|semaines?)', 'i'
                ))[1]::numeric
                * case
                    when {{ label }} ~* '[0-9] *mois' then 1
                    when {{ label }} ~* '[0-9] *an' then 12
                    when {{ label }} ~* '[0-9] *semaine' then 7 / 30.0
                    else 1 / 30.0
                end
        end as numeric(8, 2)
    )
{%- endmacro %}
