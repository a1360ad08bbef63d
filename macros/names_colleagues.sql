{#
    Whether the words of a skill at a place in a sentence only name other teams
    ("avec les équipes Data Science", "the design teams"): their work is not the
    reader's. One's own team, in the singular, tells one's own field.
#}
{% macro names_colleagues(words, cased_words, position, length) -%}
    (
        (
            lower({{ cased_words }}[{{ position }} - 1]) = 'equipes'
            and not coalesce(
                {{ words }}[{{ position }} - 2]
                = any('{management,gestion,animation,encadrement,formation,planning,manager,ger,gerant,encadrer,animer,former}'::text[]),
                false
            )
        )
        or {{ cased_words }}[{{ position }} + {{ length }}] = 'teams'
    )
{%- endmacro %}
