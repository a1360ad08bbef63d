{#
    Text whose spaces are all plain ones. Whether a space that may not break is one
    at all depends on the server's locale; in French typography it stands before
    every colon, and where it follows a full stop it ends a sentence, too.
#}
{% macro plain_spaces(expression) %}
    {{- return(adapter.dispatch('plain_spaces')(expression)) -}}
{% endmacro %}

{% macro default__plain_spaces(expression) -%}
    replace(replace(replace(replace(
        {{ expression }}, E'\u00a0', ' '), E'\u202f', ' '), E'\u2028', E'\n'),
        E'\u200b', '')
{%- endmacro %}
