{#
    What the four words before a place in an array of stems speak of: a person
    ("vous êtes …"), a quality ("sens de …") or the firm ("notre environnement …").
    "Dynamique, vous …" begins with a quality of a person. After the first two an
    everyday word ("flexible", "organisation") is asked of somebody; after the third
    alone no quality is, unless the sentence has turned to "vous" since. After
    knowledge ("expérience dans …") a field's own name ("aéronautique") is asked.
#}
{% macro speaks_of(words, position) -%}
    {%- set topics = {
        'person': ['ete', 'etre', 'es', 'personne', 'profil', 'candidat', 'candidate', 'dote', 'dotee', 'reconnu', 'reconnue', 'montrer', 'nature', 'temperament', 'savoir', 'someone', 'individual', 'who'],
        'quality': ['sen', 'esprit', 'capacite', 'aptitude', 'faculte', 'preuve', 'gout', 'dote', 'dotee', 'reconnu', 'reconnue', 'aisance', 'capable', 'aimer', 'aime', 'ability', 'sense', 'skill'],
        'firm': ['notre', 'nos', 'our', 'ambiance', 'atmosphere', 'culture', 'environnement', 'espace', 'valeur', 'value', 'regne', 'regnent', 'favorise', 'favorisant', 'prone', 'pronant', 'convivial', 'encourage', 'encourageant', 'valorise', 'valorisant', 'privilegion'],
        'knowledge': ['connaissance', 'connaitre', 'experience', 'maitrise', 'maitriser', 'competence', 'formation', 'diplome', 'notion', 'aise', 'aisance', 'knowledge', 'expertise', 'specialite', 'projet', 'participer', 'piloter', 'utiliser', 'utilisation'],
    } -%}
    array_remove(
        array[
            {%- for topic, cues in topics.items() %}
            case
                when
                    {{ words }}[
                        greatest({{ position }} - 4, 1):{{ position }} - 1
                    ] && '{ {{- cues | join(',') -}} }'::text[]
                    {%- if topic == 'person' %}
                    or (
                        {{ position }} <= 2
                        and {{ words }}[{{ position }} + 1:{{ position }} + 4]
                        && '{vou,tu}'::text[]
                    )
                    {%- elif topic == 'firm' %}
                    and not {{ words }}[
                        greatest({{ position }} - 4, 1):{{ position }} - 1
                    ] && '{vou,tu}'::text[]
                    {%- endif %}
                    then '{{ topic }}'
            end{{ '' if loop.last else ',' }}
            {%- endfor %}
        ],
        null
    )
{%- endmacro %}
