{#
    The regular expressions that read a tokenised, lower-case text. All are
    bounded: no nested repetition, so no text can make them run away.
#}
{% macro signal_pattern(name) %}
    {%- set patterns = {
        'remote_none': " (?:pas|sans|aucun|non|ni) (?:de |d |du |le |eligible au )*teletravail| non teletravaillable| teletravail \\|? ?(?:n est )?(?:pas|non|impossible)| 100 (?:en )?presentiel| presentiel (?:uniquement|obligatoire|a 100)",
        'remote_full': " (?:full|fully|100) ?(?:en |au )?(?:remote|teletravail|distanciel|a distance)| (?:remote|teletravail) (?:a )?(?:full|100|complet|total|integral)| (?:entierement|totalement|integralement) (?:a distance|en teletravail|en remote)",
        'remote_partial': " teletravail\\w*| home office| (?:mode|rythme|travail|organisation|politique|modele|format) hybride| hybrid work| travail(?:ler)? a distance| jours? (?:de |en )?(?:distanciel|remote)| remote (?:work|partiel|possible|friendly|policy|jour|\\|)| (?:en|partial|de) remote",
        'experience_after': "experiences?(?: [a-z]+){0,6} [0-9]{1,2} (?:(?:a|ou|et) [0-9]{1,2} |\\+ )?(?:ans|annees|mois) ",
        'experience_before': " [0-9]{1,2} ?(?:(?:a|ou|et|to) [0-9]{1,2} |\\+ )?(?:ans|annees|years|mois|months) (?:[a-z]+ ){0,3}(?:d )?experience",
        'experience_minimum': "minimum (?:de )?[0-9]{1,2} (?:(?:a|ou) [0-9]{1,2} )?(?:ans|annees) ",
    } -%}
    '{{ patterns[name] }}'
{%- endmacro %}
