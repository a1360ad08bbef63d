{#
    How the short line that opens a section of an advert begins, in the words
    of `skill_words`. What an employer says of itself or offers is not asked.
    `first_letters` are those of all of them, three each: a list that spares
    the patterns on the many lines that cannot match.
#}
{% macro section_pattern(section) %}
    {%- set openings = {
        'profile': [
            ['descriptif ', 'description '], ['votre ', 'ton ', 'your ', 'le '],
            ['profil', 'competence', 'qualification', 'requirement', 'pre ?requi', 'formation', 'experience', 'savoir', 'soft skill', 'hard skill', 'skill', 'stack', 'environnement technique', 'about you', 'who you are', 'vou ete', 'tu e ', 'ce que nou (?:recherch|attend)', 'what you'],
        ],
        'missions': [
            ['descriptif ', 'description '], ['vo ', 'votre ', 'te ', 'ta ', 'ton ', 'your ', 'no '], ['principale '],
            ['mission', 'responsabilit', 'role', 'poste', 'activite', 'tache', 'job description', 'contexte', 'quotidien', 'what you ll do'],
        ],
        'employer': [
            ['description ', 'presentation '],
            ['a propo', 'qui somme', 'notre (?:entreprise|societe|groupe|histoire|adn|client)', 'entreprise', 'societe', 'about u', 'about$', 'who we are', 'employeur'],
        ],
        'benefits': [
            ['no ', 'te ', 'vo '],
            ['avantage', 'ce que nou (?:offr|propos)', 'nou (?:offr|propos)', 'pourquoi', 'what we offer', 'benefit', 'perk', 'remuneration', 'package', 'processu (?:de )?(?:recrutement|selection)', 'process (?:de )?(?:recrutement|selection)', 'modalite', 'condition'],
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
