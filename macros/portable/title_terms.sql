{# One- and two-word terms of an array of title words. #}
{% macro title_terms(words) %}
    {{- return(adapter.dispatch('title_terms')(words)) -}}
{% endmacro %}

{% macro default__title_terms(words) -%}
    {{ words }} || array(
        select pair.first_word || ' ' || pair.second_word
        from unnest({{ words }}, ({{ words }})[2:])
            as pair (first_word, second_word)
        where pair.second_word is not null
    )
{%- endmacro %}
