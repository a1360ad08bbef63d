{#
    A tokens_text without its small words (de, du, la, un, the …), in its own
    case. `skill_stems` then makes it comparable; positions stay aligned between
    the two. "R&D" and "P&L" keep their letter, lest they be read as "R".
    Written without capturing groups, which made it eleven times slower.
#}
{% macro skill_words(expression) %}
    {{- return(adapter.dispatch('skill_words')(expression)) -}}
{% endmacro %}

{% macro default__skill_words(expression) -%}
    btrim(regexp_replace(
        ' ' || {{ expression }} || ' ',
        '(?<! [rp]) (?:d(?:[eu]|es)?|l(?:[ae]|es)?|une?|aux?|en|of|the)(?= )',
        '', 'gi'
    ))
{%- endmacro %}
