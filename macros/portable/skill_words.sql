{#
    A tokens_text as skills are compared: lower case, small words gone, plural
    s and x off. Aliases and offers pass through the same door. `cased` keeps
    the letters' case, so that positions stay aligned.
#}
{% macro skill_words(expression, cased=false) %}
    {{- return(adapter.dispatch('skill_words')(expression, cased)) -}}
{% endmacro %}

{% macro default__skill_words(expression, cased) -%}
    {%- set small = "de|d|du|des|l|la|le|les|un|une|the|of|aux|au|en" -%}
    btrim(
        {%- if not cased %}
        regexp_replace(
        {%- endif %}
            regexp_replace(
                ' ' || {% if cased %}{{ expression }}{% else %}lower({{ expression }}){% endif %} || ' ',
                '( ({{ small }}{% if cased %}|{{ small | upper }}|De|Du|Des|La|Le|Les|Un|Une|The|Of|Aux|Au|En{% endif %}))+(?= )', '', 'g'
            )
        {%- if not cased %}
        , '([a-z]{3})[sx](?= )', '\1', 'g')
        {%- endif %}
    )
{%- endmacro %}
