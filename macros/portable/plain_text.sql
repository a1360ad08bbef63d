{#
    HTML to plain text: a block ends a line, other tags go, also where they were
    escaped as text, and entities are decoded. Spaces become plain ones.
#}
{% macro plain_text(expression) %}
    {{- return(adapter.dispatch('plain_text')(expression)) -}}
{% endmacro %}

{% macro default__plain_text(expression) -%}
    {%- set plain -%}
        case
            when {{ expression }} ~ '&[a-zA-Z0-9#]+;'
                then btrim({{ without_tags(unescaped(expression)) }}, E' \n')
            when {{ expression }} ~ '<'
                then btrim({{ without_tags(expression) }}, E' \n')
            else {{ expression }}
        end
    {%- endset -%}
    {{- plain_spaces(plain) -}}
{%- endmacro %}
