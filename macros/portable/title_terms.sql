{#
    What titles are compared by: their words, pairs of words, and the beginnings of
    long words, which inflections and compounds share.
#}
{% macro title_terms(words) %}
    {{- return(adapter.dispatch('title_terms')(words)) -}}
{% endmacro %}

{% macro default__title_terms(words) -%}
    {{ words }} || array(
        select pair.first_word || ' ' || pair.second_word
        from unnest({{ words }}, ({{ words }})[2:])
            as pair (first_word, second_word)
        where pair.second_word is not null
    ) || array(
        select '^' || left(beginning.word, 5)
        from unnest({{ words }}) as beginning (word)
        where length(beginning.word) >= 5
    )
{%- endmacro %}
