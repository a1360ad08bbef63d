{#
    Least experience asked, in months. "Débutant accepté" is 0 whatever follows;
    years are read from labels ("2 An(s)", "24 Mois", "Exigée de 3 An(s)").
#}
{% macro experience_months(code, label, years, code_months, text_months) -%}
    case
        when {{ code }} = 'D' then 0
        when {{ years }} between 0 and 30 then round({{ years }} * 12)::integer
        when {{ code_months }} is not null then {{ code_months }}
        when {{ folded(label) }} ~ 'debutant' then 0
        when {{ label }} ~* '[0-9]{1,2} *(an|mois)'
            then (regexp_match({{ label }}, '([0-9]{1,2}) *(an|mois)', 'i'))[1]::integer
                * case when {{ label }} ~* '[0-9] *mois' then 1 else 12 end
        when {{ text_months }} between 0 and 180 then {{ text_months }}
    end
{%- endmacro %}
