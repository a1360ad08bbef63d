{#
    Least experience asked, in months. The text comes first: forms are filled in
    haste, and a "Débutant accepté" beside a text that asks for years means the
    years. Then the form: a code, years, or a label ("2 An(s)", "24 Mois",
    "Exigée de 3 An(s)").
#}
{% macro experience_months(
    label, years, code_months, text_months, welcomes_beginners
) -%}
    case
        when {{ welcomes_beginners }} then 0
        when {{ text_months }} is not null then {{ text_months }}
        when {{ years }} between 0 and 30 then round({{ years }} * 12)::integer
        when {{ code_months }} is not null then {{ code_months }}
        when {{ folded(label) }} ~ 'debutant' then 0
        when {{ label }} ~* '[0-9]{1,2} *(an|mois)'
            then (regexp_match({{ label }}, '([0-9]{1,2}) *(an|mois)', 'i'))[1]::integer
                * case when {{ label }} ~* '[0-9] *mois' then 1 else 12 end
    end
{%- endmacro %}
