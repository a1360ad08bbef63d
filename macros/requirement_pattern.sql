{# Words of a sentence that tell a wish from a demand. #}
{% macro requirement_pattern(requirement) %}
    {%- set patterns = {
        'nice_to_have': '(?:est|serait|sera|sont|seraient) (?:vrai |gros |grand |reel )?plu|atout| appreci| souhait| ideal|nice to have| bonu| optionnel',
        'required': ' maitris| exige| obligatoire| indispensable| imperati| requi| necessaire| experience| connaissance| competence| expertise| solide| must have| proficien| knowledge',
    } -%}
    '{{ patterns[requirement] }}'
{%- endmacro %}
