{#
    The words of a title that name the job, one gender: what says H/F, contract
    or urgency goes; "développeuse" and "développeur" are one word.
#}
{% macro title_words(expression) %}
    {{- return(adapter.dispatch('title_words')(expression)) -}}
{% endmacro %}

{% macro default__title_words(expression) -%}
    {%- set noise = [
        'h', 'f', 'hf', 'fh', 'm', 'w', 'x', 'd', 'mf', 'fm', 'homme', 'femme',
        'cdi', 'cdd', 'interim', 'interimaire', 'stage', 'stagiaire', 'intern',
        'internship', 'alternance', 'alternante?', 'apprentissage', 'apprentie?',
        'temps', 'plein', 'partiel', 'complet', 'poste', 'postes', 'urgent',
        'offre', 'emploi', 'recherche', 'et', 'de', 'du', 'des', 'la', 'le',
        'les', 'l', 'en', 'pour', 'au', 'aux', 'un', 'une', 'sur', 'a', 'e',
        'ou', 'n', 'ne', 'ere', 'trice', 'rice', 'euse', 'se', 'the', 'of',
        'in', 'and', 'i',
    ] -%}
    {%- set telling -%}
        regexp_replace(
            ' ' || {{ folded(expression) }} || ' ',
            ' (?:{{ noise | join("|") }})(?= )', '', 'g'
        )
    {%- endset -%}
    string_to_array(nullif({{ one_gender(telling) }}, ''), ' ')
{%- endmacro %}
