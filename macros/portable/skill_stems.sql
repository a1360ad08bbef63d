{#
    Words as skills are compared: lower case, plural s and x off, "animez" and
    "animerez" as "animer". Aliases and offers pass through the same door. A double
    s stays ("Sass", "SAS").
#}
{% macro skill_stems(expression) %}
    {{- return(adapter.dispatch('skill_stems')(expression)) -}}
{% endmacro %}

{% macro default__skill_stems(expression) -%}
    btrim(regexp_replace(
        regexp_replace(
            lower({{ expression }}) || ' ', '(?:er)*e[rz](?= )', 'er', 'g'
        ),
        '([a-z]{2}[a-rt-z])[sx](?= )', '\1', 'g'
    ))
{%- endmacro %}
