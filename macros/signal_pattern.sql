{#
    The regular expressions that read a tokenised, lower-case text, in which a
    lone "|" ends a sentence. Repetitions are short and bounded, never nested,
    so no text can make them run away.
#}
{% macro signal_pattern(name) %}
    {%- set number = '(?:[0-9]{1,2}|une?|deux|trois|quatre|cinq|six|sept|huit'
        ~ '|dix|one|two|three|four|five|seven|eight|ten)' -%}
    {%- set span = '[+]?' ~ number ~ '(?: ?[+]| or more)?'
        ~ '(?: (?:(?:a|ou|et|to|or|and) )?' ~ number ~ '[+]?)?'
        ~ ' ?(?:(?:ans?|annees?|years?|yrs?)(?: [+])?|mois|months?) ' -%}
    {%- set patterns = {
        'remote_none': ' (?:pas|sans|aucun|non|ni) (?:de |d |du |le |eligible '
            ~ '|au |en |ouvert |possible )*(?:teletravail(?! (?:pendant|durant'
            ~ '|la premiere|les premiers|avant|integral|total|complet))'
            ~ '|teletravaillable)'
            ~ '| teletravail (?:non |impossible|n est pas |pas possible)'
            ~ '| 100 (?:en )?presentiel'
            ~ '| presentiel (?:uniquement|obligatoire|exclusi|(?:a )?100)'
            ~ '| (?:100|fully|entirely) on ?site',
        'remote_site': ' (?:lieu du poste|lieu de travail|mode de travail'
            ~ '|teletravail|poste|mission|emploi) en presentiel',
        'remote_full': '(?: pas| non| ni)?(?: de| en)? (?:full|fully|100) ?'
            ~ '(?:en |de |au )?(?:remote|teletravail|distanciel|a distance)'
            ~ '| (?:remote|teletravail) (?:a )?(?:full|100|complet|total'
            ~ '|integral)|(?: clients)? (?:entierement|totalement|integralement)'
            ~ ' (?:a distance|en teletravail|en remote)| remote first',
        'remote_partial': ' accord (?:de |du |sur le )?teletravail (?:jusqu|pour'
            ~ '|qui|permet|avec|flexib|a raison|a hauteur|[0-9])'
            ~ '|(?: accord(?: de| du| sur le)?| outils de| solutions de'
            ~ '| utilisateurs en| collaborateurs en| salaries en| agents en)?'
            ~ ' tele ?travail[a-z]*'
            ~ '| travail a domicile (?:occasionnel|partiel|possible)'
            ~ '| home office| work from home| (?:mode|rythme|travail'
            ~ '|organisation|politique|modele|format|emploi)'
            ~ '(?: de (?:travail|fonctionnement))?'
            ~ ' hybride?| poste hybride(?! (?:entre|alliant|melant|qui))'
            ~ '| hybrid (?:work|role|position|model|policy|[0-9])'
            ~ '|#li hybrid| travail(?:ler)? a distance'
            ~ '| jours? (?:de |en )?(?:distanciel|remote|tt )| remote (?:work'
            ~ '|partiel|possible|friendly|policy|flexib|jour|days|$)'
            ~ '| (?:en|partial|partially|de|[0-9]) remote| tt [0-9]',
        'remote_other': '^ (?:accord(?: de| du| sur le)? tele ?travail[a-z]*$'
            ~ '|outils|solutions|utilisateurs|clients|collaborateurs|salaries|agents'
            ~ '|pas|non|ni)',
        'temping': ' type de contrat interim'
            ~ '| (?:missions?|contrat|poste|pourvoir)(?: d| en)? interim ',
        'experience': 'exp?eri(?:ence|mente)[a-z]*(?: (?:[a-z]+|[+])){0,16} ' ~ span
            ~ '|(?: [a-z]+){0,3}(?: bac ?[+] ?[2-8]| |[a-z])' ~ span
            ~ '(?:[a-z]+ ){0,4}?(?:d |of |in )?(?:exp?erience|expertise|exp '
            ~ '|pratique |track record)'
            ~ '| (?:minimum|mini|moins|least|minima) (?:de |d )?' ~ span
            ~ '(?:[a-z]+ )?(?:sur|en tant|dans|comme|a un|a ce|au poste|chez'
            ~ '|en |as |in |of |operating )'
            ~ '| ' ~ span ~ '(?:minimum |mini |au moins |en )?(?:sur une? '
            ~ '|sur le meme|en tant que|comme |dans un poste|dans une? fonction'
            ~ '|a un poste|au meme poste|in a similar|in the .{0,20}industry)'
            ~ '|(?: [a-z]+){0,3} (?:de|d au moins|minimum|plus de) ' ~ span
            ~ 'minimum '
            ~ '| (?:exerce|pratique|travaille)[a-z]* (?:[a-z]+ ){0,3}'
            ~ '(?:pendant (?:au moins )?|au moins )' ~ span,
        'span': '(' ~ number ~ ')(?: ?[+]| or more)?'
            ~ '(?: (?:(?:a|ou|et|to|or|and) )?' ~ number ~ '[+]?)? ?(ans?|annees?|years?|yrs?|mois|months?) ',
        'not_asked': '\y(?:depuis|forte?s?|nos|notre|our|stages?|cdd|mission'
            ~ '|contrat|interim|duree|vie|anciennete|alternance|renouvelables?'
            ~ '|internationale|salaires?|remuneration|formation de|sur 1[2-5]'
            ~ '|brut|age|apres|horizon|bout)\y',
        'beginners': ' debutants?(?: e)?(?: s)?(?! dans| en)(?: [a-z]+){0,4}'
            ~ ' (?:accept|bienvenu)'
            ~ '| debutants?(?: e)?(?: s)? (?:motive|ou (?:ayant|avec|confirme'
            ~ '|experimente))| avec ou sans experience'
            ~ '| accept(?:ons|erons|e|ant) (?:un |une |les |des |aussi )?'
            ~ '(?:[a-z]+ )?debutant| (?:pas d|aucune) experience'
            ~ '(?: (?:prealable|professionnelle|ni formation|n est|n|est))*'
            ~ ' (?:exigee?|requise?|necessaire|obligatoire)',
        'diploma_none': ' (?:sans|aucun) diplome',
        'diploma_cap_bep': ' (?:cap|bep) (?:(?:ou|et|a) )?(?:cap|bep|bac|bp|bts) '
            ~ '| bep | (?:diplome|niveau|formation|titulaire|minimum|type)'
            ~ '(?: (?:e|d|de|du|un|en|le|type))* cap ',
        'diploma_bac': ' bac (?:a |ou |minimum |pro|stmg|sti|technique|general|$)'
            ~ '| baccalaureat| (?:niveau|titulaire|minimum|diplome)'
            ~ '(?: (?:e|d|de|du|un|le))* bac (?![+]? ?[1-8])',
        'diploma_bac_2': ' bac ?(?:[+] ?)?2| (?:bts|dut|deug|deust) ',
        'diploma_bac_3': ' bac ?(?:[+] ?)?[34]| (?:licence|bachelor) '
            ~ '(?!s? ?(?:iv|4|de transport|de taxi|caces))',
        'diploma_bac_5': ' bac ?(?:[+] ?)?[56]'
            ~ '| (?:diplome|niveau|titulaire|formation|cursus|bachelor|licence)'
            ~ '(?: (?:e|d|de|du|un|en|le|type|ou|superieure?))* master'
            ~ '| master (?:1|2|specialise|en|s degree|degree|of|ou) '
            ~ '| (?:ecoles?|diplomes?|formation|cursus)(?: e)?(?: d| en)? ?ingenieurs? '
            ~ '| ecoles? de commerce | grandes? ecoles? ',
        'diploma_doctorate': ' doctorat | bac ?(?:[+] ?)?8| (?:a|or|un|ou) phd ',
        'diploma_not_asked': '\y(?:etudiants|eleves|apprenants|campus|enseign[a-z]*'
            ~ '|nos (?:formations|ecoles|diplomes)|du cap|cfa|un plus|bonus|apprecie'
            ~ '|intervenants?|professeurs?|partenariats?|laureats?|alumni|fondee?)\y',
        'full_time': '(?: type d emploi| temps de travail| duree du travail| contrat'
            ~ '| poste| cdi| cdd| emploi| interim| mission)(?: [a-z0-9]+){0,3}'
            ~ ' temps (?:plein|complet) '
            ~ '|^(?: [a-z0-9]+){0,4} temps (?:plein|complet)(?: [a-z0-9]+){0,5} $'
            ~ '| (?:3[5-9]|4[0-2]) ?(?:h|heures?)(?: ?[0-5][0-9])?'
            ~ ' (?:par |la |de travail )?(?:semaine|hebdo)',
        'part_time': '(?: type d emploi| temps de travail| duree du travail| contrat'
            ~ '| poste| cdi| cdd| emploi| interim| mission)(?: [a-z0-9]+){0,3}'
            ~ ' (?:temps partiel|mi temps) '
            ~ '|^(?: [a-z0-9]+){0,4} (?:temps partiel|mi temps)(?: [a-z0-9]+){0,5} $'
            ~ '| (?:[5-9]|[12][0-9]|3[0-4]) ?(?:h|heures?)(?: ?[0-5][0-9])?'
            ~ ' (?:par |la |de travail )?(?:semaine|hebdo)',
        'hours_open': '\y(?:possib[a-z]*|choisi|formules?|equivalent|aidant'
            ~ '|ou (?:a |en )?(?:temps|mi)|selon|soit|entre|astreintes?'
            ~ '|teletravail|remote|supplementaires?)\y',
    } -%}
    '{{ patterns[name] }}'
{%- endmacro %}
