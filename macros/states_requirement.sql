{#
    Whether the words of a sentence say a wish or a demand. Plain words are
    looked for with `like`, four times faster than one regular expression.
#}
{% macro states_requirement(sentence, requirement) -%}
    {%- set words = {
        'nice_to_have': ['atout', ' appreci', ' souhait', ' ideal', 'nice to have', ' bonu', ' optionnel'],
        'required': [' maitris', ' exige', ' obligatoire', ' indispensable', ' imperati', ' requi', ' necessaire', ' experience', ' connaissance', ' competence', ' expertise', ' solide', ' must have', ' proficien', ' knowledge'],
    }[requirement] -%}
    (
        {{ sentence }} like any(array['%{{ words | join("%', '%") }}%'])
        {%- if requirement == 'nice_to_have' %}
        or (
            {{ sentence }} like '% plu%'
            and {{ sentence }} ~ '(?:est|serait|sera|sont|seraient) (?:vrai |gros |grand |reel )?plu'
        )
        {%- endif %}
    )
{%- endmacro %}
