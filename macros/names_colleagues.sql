{#
    Whether the words of a skill at a place in a sentence only name other teams or
    colleagues ("avec les équipes Data Science", "the design teams", "DevOps
    engineers"): their work is not the reader's. One's own team or title, in the
    singular, tells one's own field.
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
        -- "Teams" is a product of its own.
        or {{ cased_words }}[{{ position }} + {{ length }}] = 'teams'
        or lower({{ cased_words }}[{{ position }} + {{ length }}])
        = any('{engineers,developers,scientists,consultants,specialists}'::text[])
    )
{%- endmacro %}
