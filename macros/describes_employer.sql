{#
    Whether a sentence, in the words of `skill_words`, tells of the employer, of
    its other staff, of what it gives or of how it hires, and so asks for nothing. Beyond 260
    characters a sentence is a text that lost its punctuation: it tells of all.
#}
{% macro describes_employer(sentence) -%}
    (length({{ sentence }}) <= 260 and {{ sentence }} ~ ' (?:
        {%- for cue in [
            'notre (?:client|groupe|entreprise|societe|structure|agence|cabinet) [a-z0-9 ]{0,30}(?:est|propose|accompagne|compte|specialise|recherche|recrute)',
            'leader', 'filiale', 'pionnier', 'editeur logiciel',
            'est premier', 'premier (?:editeur|reseau|groupe|acteur)',
            'notre croissance', 'nouveau talent',
            'indemnite', 'panier', 'ticket restaurant', 'titre restaurant',
            'mutuelle', '13e', '13eme', 'rtt', 'interessement', 'acteur (?:majeur|cle|clef|incontournable)',
            'cabinet (?:conseil|recrutement)', 'chiffre affaire',
            '(?:cree|creee|fonde|fondee) en', 'depui (?:19|20)[0-9]{2}',
            'nou somme',
            'groupe investit', 'processu recrutement', 'votre dossier',
            'politique handi', 'inclusif', 'diversite', 'egalite',
            'collaborateur passionne', 'pour no client',
            'no (?:achat|dechet|valeur|engagement) ', 'poste (?:est|sont) ouvert',
            'situation handicap', 'amenagement (?:utile|poste|necessaire)',
            'accord (?:sur|entreprise|collectif|signe)', 'objet accord',
            'recrutement (?:se deroule|par voie|est )',
        ] -%}
            {{ cue }}{{ '' if loop.last else '|' }}
        {%- endfor %})')
{%- endmacro %}
