{#
    Whether a sentence, in the words of `skill_words`, tells of the employer, of
    its other staff, of what it gives or of how it hires, and so asks for nothing.
    Some cues do by themselves; what the firm says it does ("nous accompagnons")
    counts only at the beginning, and where nothing turns to the reader. Beyond 260
    characters a sentence is a text that lost its punctuation: it tells of all.
#}
{% macro describes_employer(sentence) -%}
    (length({{ sentence }}) <= 260 and (
        {{ sentence }} ~ ' (?:
        {%- for cue in [
            'notre (?:client|groupe|entreprise|societe|structure|agence|cabinet) [a-z0-9 ]{0,30}(?:est|propose|accompagne|compte|specialise|recherche|recrute)',
            '(?:european|global|world|market|french) leader', 'leader (?:mond|europ|franc|inter|nation|march|sect|dan|sur|son|reconn)', 'filiale', 'pionnier', 'editeur logiciel',
            'est premier', 'premier (?:editeur|reseau|groupe|acteur)',
            'notre croissance', 'nouveau talent',
            'indemnite', 'panier', 'ticket restaurant', 'titre restaurant',
            'mutuelle', '13e', '13eme', 'rtt', 'interessement', 'acteur (?:majeur|cle|clef|incontournable)',
            'fastt', 'acompte', 'comite entreprise', 'cheque (?:cadeau|vacance|sante|culture)', 'bon achat',
            'cabinet (?:conseil|recrutement)', 'chiffre affaire',
            '(?:cree|creee|fonde|fondee) en', 'depui (?:19|20)[0-9]{2}',
            'nou somme',
            'groupe investit', 'processu recrutement', 'votre dossier',
            'politique handi', 'collaborateur passionne',
            'nos (?:achat|dechet|valeur|engagement) ', 'poste (?:est|sont) ouvert',
            'amenagement (?:utile|poste|necessaire)', 'handi accueillant', 'travailleur handicape', 'mission handicap',
            '(?:poste|offre|emploi|candidature|recrutement|talent)[a-z0-9 ]{0,40} situation handicap',
            'accord (?:sur|entreprise|collectif|signe)', 'objet accord',
            'recrutement (?:se deroule|par voie|est )',
        ] -%}
            {{ cue }}{{ '' if loop.last else '|' }}
        {%- endfor %})'
        or (
            {{ sentence }} ~ '^ ?(?:[a-z0-9#+]+ ){0,8}(?:
            {%- for cue in [
                'nou (?!recherch|cherch|recrut|attend|demand|utilis|travaill|devon|souhait|avon besoin)[a-z]+on',
                'we (?!use|deploy|work|look|seek|need|expect|want|require|hire)[a-z]+',
                'our (?:[a-z]+ ){1,2}(?:is|are|ha|have)',
                '(?:entreprise|groupe|societe|agence|cabinet|association|cooperative|startup|esn) (?:[a-z0-9#]+ ){0,4}(?:est|propose|concoit|developpe|fabrique|commercialise|accompagne|intervient|regroupe|rassemble|reunit|emploie|compte|oeuvre|specialisee?)',
                'specialisee? (?:dan|sur)',
                'operant dan', 'reconnue? (?:dan|mondial[a-z]*|pour)',
                'acteur (?:francai|europeen|mondial|reference)', 'bureau etude et conseil',
                'leader', 'inclusif', 'diversite', 'egalite',
                'transformation (?:digitale|numerique) (?:leur|nos|son|se|client|entreprise|territoire)',
            ] -%}
                {{ cue }}{{ '' if loop.last else '|' }}
            {%- endfor %}) '
            and {{ sentence }} !~ '^ (?:(?!notre|autre|leader|entre )[a-z]+(?:er|ir|re)|capacite|aptitude) | (?:vou|votre|vos|tu|tes|ton|your?|maitris[a-z]*|experience|connaissance|competence|profil|mission|recherche|recrute|recruiting|looking|seeking|hiring|experienced|knowledge|skill|requi[a-z]*|en tant|poste|stage|stagiaire|alternan[a-z]*|stack|techno|environnement technique) '
        )
    ))
{%- endmacro %}
