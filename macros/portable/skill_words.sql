{#
    A tokens_text without its small words (de, du, la, un, the …) and without the
    ending of "passionné(e)", in its own case. `skill_stems` then makes it
    comparable; positions stay aligned between the two. "R&D" and "P&L" keep their
    letter, lest they be read as "R": a mark hides it for a moment. Capturing groups
    made this eleven times slower, and a look-behind let a text of small words run
    away.
#}
{% macro skill_words(expression) %}
    {{- return(adapter.dispatch('skill_words')(expression)) -}}
{% endmacro %}

{% macro default__skill_words(expression) -%}
    {%- set text = namespace(sql="' ' || " ~ expression ~ " || ' '") -%}
    {%- for letters in [' R D ', ' r d ', ' P L ', ' p l '] -%}
        {%- set text.sql = (
            "replace(" ~ text.sql ~ ", '" ~ letters ~ "', E'"
            ~ letters.rstrip() ~ "\\u0001 ')"
        ) -%}
    {%- endfor -%}
    btrim(replace(
        regexp_replace(
            {{ text.sql }},
            ' (?:d(?:[eu]|es)?|l(?:[ae]|es)?|une?|aux?|en|of|the'
            '|e(?! (?:busi|comm|learn|mail|mark|reserv|sant|repu)))(?= )',
            '', 'gi'
        ),
        E'\u0001', ''
    ))
{%- endmacro %}
