{#
    The family of a contract. The nature of a contract (apprenticeship,
    insertion) says more than its type, and so does a title that offers an
    apprenticeship or an internship; a label serves where no code is given. Some
    boards have no code for temping and send that of the self-employed, who never
    temp.
#}
{% macro contract_family(
    family, label, nature, is_alternance, title, tells_of_temping
) -%}
    case
        when {{ is_alternance }} then 'ALTERNANCE'
        when
            {{ folded(nature) }} ~ 'apprentissage|professionnalisation|alternance'
            or {{ folded(label) }} ~ 'apprentissage|alternance'
            then 'ALTERNANCE'
        when {{ folded(nature) }} ~ 'insertion|^cui ' then 'INSERTION'
        when
            {{ title }} ~* 'alternan|apprenti'
            and {{ family }} in ('CDI', 'CDD')
            and {{ folded(title) }}
            ~ '^alternance|en alternance|\yalternante?\y|\yapprentie?\y'
            then 'ALTERNANCE'
        when
            {{ title }} ~* 'stag|intern'
            and {{ family }} in ('CDI', 'CDD')
            and {{ folded(title) }} ~ '^stage|\y(?:stagiaire|intern|internship)\y'
            then 'STAGE'
        when {{ folded(nature) }} ~ 'emploi non salarie|portage'
            then case when {{ tells_of_temping }} then 'INTERIM' else 'INDEPENDANT' end
        when {{ family }} is not null then {{ family }}
        when {{ folded(label) }} ~ 'insertion' then 'INSERTION'
        when {{ folded(label) }} ~ 'interim' then 'INTERIM'
        when {{ folded(label) }} ~ 'saison' then 'SAISONNIER'
        when concat_ws(' ', {{ folded(nature) }}, {{ folded(label) }}) ~ '\ystage'
            then 'STAGE'
        when concat_ws(' ', {{ folded(label) }}, {{ folded(nature) }})
            ~ '\ycdi\y|duree indeterminee'
            then 'CDI'
        when
            concat_ws(' ', {{ folded(label) }}, {{ folded(nature) }})
            ~ '\ycdd\y|duree determinee|[0-9] (mois|ans?|jours?)\y|vacataire'
            then 'CDD'
        when {{ nature }} is not null or {{ label }} is not null then 'AUTRE'
        else 'unknown'
    end
{%- endmacro %}
