{#
    A tokens_text without its small words, in its own case. `skill_stems` then
    makes it comparable; positions stay aligned between the two.
#}
{% macro skill_words(expression) %}
    {{- return(adapter.dispatch('skill_words')(expression)) -}}
{% endmacro %}

{% macro default__skill_words(expression) -%}
    {%- set small = [
        'de', 'd', 'du', 'des', 'l', 'la', 'le', 'les', 'un', 'une', 'the',
        'of', 'aux', 'au', 'en',
    ] -%}
    btrim(regexp_replace(
        ' ' || {{ expression }} || ' ',
        '( ({% for word in small %}{{ word }}|{{ word | capitalize }}|{{ word | upper }}{% if not loop.last %}|{% endif %}{% endfor %}))+(?= )',
        '', 'g'
    ))
{%- endmacro %}
