{#
    How the short line that opens a section of an advert begins, in the words
    of `skill_words`. What an employer says of itself or offers is not asked.
    `first_letters` are those of all of them, three each: a list that spares
    the patterns on the many lines that cannot match.
#}
{% macro section_pattern(section) %}
    {%- set openings = {
        'profile': [
            ['descriptif ', 'description '], ['votre ', 'ton ', 'your ', 'le ', 'required ', 'technical '],
            ['profil', 'competence', 'qualification', 'requirement', 'qualite (?:requise|personnelle|attendue)', 'aptitude', 'pre ?requi', 'formation', 'experience', 'savoir', 'soft skill', 'hard skill', 'skill', 'stack', 'environnement technique', 'about you', 'parlon (?:vou|toi)', 'who you are', 'who we are looking', 'a propo (?:vou|toi|profil)', 'vou ete', 'tu e ', 'qui (?:ete vou|es tu)', 'nou recherch', 'ce que nou (?:recherch|attend)', 'what you', 'what we (?:look|expect)', 'must have'],
        ],
        'missions': [
            ['descriptif ', 'description '], ['vos ', 'votre ', 'tes ', 'ta ', 'ton ', 'your ', 'nos '], ['principale ', 'future ', 'key ', 'main '],
            ['mission', 'responsabilit', 'responsibilit', 'fonction', 'role', 'poste', 'activite', 'tache', 'job description', 'about (?:job|role)', 'a propo (?:poste|job|role|mission)', 'contexte', 'quotidien', 'ce que (?:tu|vou) fer', 'what you ll do', 'what you will do', 'what will you do'],
        ],
        'employer': [
            ['descriptif ', 'description ', 'presentation '], ['poste '],
            ['a propo(?! (?:vou|toi|profil|poste|job|role|mission))', 'qui somme', 'notre (?:entreprise|societe|groupe|histoire|adn|client)', 'entreprise(?! (?:[a-z0-9]+ ){0,4}rec(?:herch|rut))', 'societe(?! (?:[a-z0-9]+ ){0,4}rec(?:herch|rut))', 'nos valeur', 'about u', 'about$', 'who we are(?! looking)', 'employeur'],
        ],
        'benefits': [
            ['nos ', 'tes ', 'vos ', 'notre ', 'autre ', 'reward '],
            ['avantage', 'engagement (?:vos )?avantage', 'information (?:supplementaire|complementaire)$', 'ce que nou (?:vou |te )?(?:offr|propos)', 'nou (?:vou |te )?(?:offr|propos)', 'pourquoi', 'what we offer', 'benefit', 'perk', 'remuneration', 'package', 'processu (?:de )?(?:recrutement|selection)', 'process (?:de )?(?:recrutement|selection)', 'modalite', 'condition(?!ne)'],
        ],
    } -%}
    {%- if section == 'first_letters' -%}
        {%- set letters = [] -%}
        {%- for words in openings.values() | sum(start=[]) | sum(start=[]) -%}
            {%- do letters.append("'" ~ words[:3] ~ "'") -%}
        {%- endfor -%}
        {{ letters | unique | join(', ') }}
    {%- else -%}
        '^ ?
        {%- for words in openings[section] -%}
            (?:{{ words | join('|') }}){{ '' if loop.last else '?' }}
        {%- endfor -%}'
    {%- endif -%}
{%- endmacro %}
