{#
    Whether a sentence, in the words of `skill_words`, tells of the employer, of
    its other staff, of what it gives or of how it hires, and so asks for nothing.
    Some cues do by themselves; what the firm says it does ("nous accompagnons")
    counts only at the beginning, and where nothing turns to the reader. Beyond 260
    characters a sentence may be a text that lost its punctuation: it then tells
    of the employer only if it asks nothing, and beyond 420 of all.

    Each pattern stands beside a word that it cannot do without: to look for those
    first, with `like`, spares nearly all the regular expressions.
#}
{% macro describes_employer(sentence) -%}
    {%- set plain = [
        'pionnier', 'editeur logiciel', 'est premier', 'notre croissance', 'nouveau talent', 'nou somme',
        'indemnite', 'panier', 'ticket restaurant', 'titre restaurant', 'mutuelle', '13e', 'rtt', 'interessement',
        'fastt', 'acompte', 'comite entreprise', 'bon achat', 'groupe investit',
        'processu recrutement', 'process recrutement', 'votre dossier',
        'politique handi', 'handi accueillant', 'travailleur handicape', 'mission handicap', 'collaborateur passionne', 'objet accord', 'a votre ecoute', 'a ton ecoute',
    ] -%}
    {%- set patterns = {
        ' notre ': 'notre (?:client|groupe|entreprise|societe|structure|agence|cabinet) [a-z0-9 ]{0,30}(?:est|propose|accompagne|compte|specialise|recherche|recrute)',
        ' leader ': '(?:european|global|world|market|french) leader|leader (?:mond|europ|franc|inter|nation|march|sect|dan|sur|son|reconn)',
        ' premier ': 'premier (?:editeur|reseau|groupe|acteur)',
        ' acteur ': 'acteur (?:majeur|incontournable)',
        ' chiffre affaire ': 'chiffre affaire (?:[a-z]+ ){0,4}[0-9]',
        ' cheque ': 'cheque (?:cadeau|vacance|sante|culture)',
        ' cree': 'creee? (?:19|20)[0-9]{2}', ' fonde': 'fondee? (?:19|20)[0-9]{2}', ' founded ': 'founded (?:in|19|20)', ' headquartered ': 'headquartered',
        ' est ': 'est (?:grand |vrai |jeune |vaste |1er |1ere |premier |premiere |numero |n |2e |3e |plu )*(?:entreprise|groupe|societe|cabinet|agence|association|filiale|esn|editeur|reference|start ?up|scale ?up|pme|eti|plateforme|institut|etablissement|reseau|integrateur|organisme|fabricant|distributeur|bureau etude)',
        ' is ': 'is (?:a |an |leading |global |world |one |fast |growing |international |french )+(?:[a-z]+ )?(?:company|group|leader|startup|scale ?up|platform|provider|firm|consultancy|marketplace|agency|publisher)',
        ' depui ': 'depui (?:19|20)[0-9]{2}',
        ' nos ': 'nos (?:achat|dechet|valeur|engagement) ',
        ' poste ': 'poste (?:est|sont) ouvert',
        ' situation handicap': '(?:poste|offre|emploi|candidature|recrutement|talent)[a-z0-9 ]{0,40} situation handicap',
        ' amenagement ': 'amenagement (?:utile|poste|necessaire)',
        ' accord ': 'accord (?:sur|entreprise|collectif|signe)',
        ' recrutement ': 'recrutement (?:se deroule|par voie|est )',
    } -%}
    {%- set statements = {
        ' nou ': 'nou (?!recherch|cherch|recrut|attend|demand|utilis|travaill|devon|souhait|avon besoin)[a-z]+on',
        ' we ': 'we (?!use|deploy|work|look|seek|need|expect|want|require|hire|re (?:plan|look|search|us))[a-z]+',
        ' our ': 'our (?:[a-z]+ ){1,2}(?:is|are|ha|have)',
        ' entreprise ': none, ' groupe ': none, ' societe ': none, ' agence ': none, ' cabinet ': none, ' association ': none, ' cooperative ': none, ' startup ': none,
        ' esn ': '(?:entreprise|groupe|societe|agence|cabinet|association|cooperative|startup|esn) (?:[a-z0-9#]+ ){0,4}(?:est|propose|concoit|developpe|fabrique|commercialise|accompagne|intervient|regroupe|rassemble|reunit|emploie|compte|oeuvre|specialisee?)',
        ' specialise': 'specialisee? (?:dan|sur)',
        ' operant dan ': 'operant dan', ' ses client ': '(?:accompagne|conseille|propose a|offre a) ses client',
        ' reconnu': 'reconnue? (?:dan|mondial[a-z]*|pour)',
        ' acteur ': 'acteur (?:francai|europeen|mondial|reference|cle|clef)',
        ' bureau etude ': 'bureau etude et conseil',
        ' nos ': 'nos (?:equipe|expert|consultant|collaborateur|ingenieur|metier|agence|filiale) (?:[a-z]+ ){0,2}(?:[a-z]+ent|sont|ont)',
        ' offre ': 'offre (?:large |egalement |aussi )?(?:gamme|service|solution|prestation|expertise)',
        ' rassemble ': 'rassemble', ' reunit ': 'reunit', ' met ': 'met (?:egalement )?(?:son|ses|leur) (?:expertise|savoir)',
        ' filiale ': 'filiale', ' cabinet conseil ': 'cabinet conseil', ' cabinet recrutement ': 'cabinet recrutement',
        ' leader ': 'leader', ' inclusif ': 'inclusif', ' diversite ': 'diversite', ' egalite ': 'egalite',
        ' transformation ': 'transformation (?:digitale|numerique) (?:leur|nos|son|se|client|entreprise|territoire)',
    } -%}
    (
        length({{ sentence }}) <= 420
        and (length({{ sentence }}) <= 260 or not {{ gives_task(sentence) }})
        and (
            {{ sentence }} like any(array['% {{ plain | join("%', '% ") }}%'])
            or (
                {{ sentence }} || ' ' like any(array['%{{ patterns | join("%', '%") }}%'])
                and {{ sentence }} ~ ' (?:{{ patterns.values() | join("|") }})'
            )
            or (
                {{ sentence }} || ' ' like any(array['%{{ statements | join("%', '%") }}%'])
                and ' ' || left({{ sentence }}, 120) ~ ' (?:{{ statements.values() | select | join("|") }}) '
                and {{ sentence }} !~ '^ (?:(?!notre|autre|leader|entre )[a-z]+(?:er|ir|re)|capacite|aptitude) | (?:vou|votre|vos|tu|tes|ton|your?|maitris(?!on )[a-z]*|experience|connaissance|competence|profil|mission|recherche|recrute|recruiting|looking|seeking|hiring|experienced|knowledge|skill|requi[a-z]*|tant que|poste|stage|stagiaire|alternan[a-z]*|stack|techno|environnement technique) '
            )
        )
    )
{%- endmacro %}
