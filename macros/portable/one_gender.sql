{#
    Folded words in one gender and number: "développeuses" and "développeur" are
    one word. Works on text between spaces.
#}
{% macro one_gender(expression) %}
    {{- return(adapter.dispatch('one_gender')(expression)) -}}
{% endmacro %}

{% macro default__one_gender(expression) -%}
    btrim(regexp_replace(
        replace(replace(replace(
            ' ' || {{ expression }} || ' ',
            'trice ', 'teur '), 'euse ', 'eur '), 'ienne ', 'ien '),
        '([a-z]{3})(?:es?|s|x)(?= )', '\1', 'g'
    ))
{%- endmacro %}
