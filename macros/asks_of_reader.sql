{#
    Whether a sentence, in the stems of `skill_stems`, says what the reader is, is
    good at or likes ("vous êtes rigoureux", "votre autonomie sera un atout",
    "capacité à …"). Such a sentence asks for its qualities wherever it stands: an
    advert without the header "profil" tells them after what the firm offers.
#}
{% macro asks_of_reader(sentence) -%}
    {%- set verbs = {
        ' vou ': 'vou (?:ete(?! accueilli| accompagne| amene| encadre| forme | integre| invite| valorise)|saver|posseder|aimer|apprecier|faite preuve)',
        ' tu ': 'tu (?:es|sai|possede|aime|apprecie|fai preuve)',
        ' pour votre ': 'pour votre',
        ' pour vos ': 'pour vos (?:qualite|capacite|competence)',
        ' aver ': 'vou aver (?:egalement |aussi )?(?:sen|bonne?|esprit|gout|capacite|excellente?|forte?|reelle?|souci|grande?|aisance)',
        ' votre ': 'votre (?:[a-z]+ ){1,8}(?:seront|sera|feront)',
        ' personne ': '(?:recherch[a-z]*|a recherche|emanant) (?:[a-z]+ )?personne',
        ' people ': 'people (?:that|who) are',
        ' you ': 'you (?:are|have)',
    } -%}
    (
        {{ sentence }} ~ '^ (?:x )?(?:capacite|aptitude|aisance|ponctualite|assiduite|personne|excellente?|sen|bonne?) (?!a votre|humeur|ambiance|journee)'
        or (
            {{ sentence }} like any(array['%{{ verbs | join("%', '%") }}%'])
            and {{ sentence }} ~ ' (?:{{ verbs.values() | join("|") }}) '
        )
    )
{%- endmacro %}
