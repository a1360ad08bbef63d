{#
    A short text as one inert line: no entity, no tag, no control or direction mark,
    one space between words, 500 characters. Most need none of it and pass through.
#}
{% macro plain_line(expression) %}
    {{- return(adapter.dispatch('plain_line')(expression)) -}}
{% endmacro %}

{% macro default__plain_line(expression) -%}
    {%- set marks = '\\u0001-\\u001f\\u007f\\u200b\\u200e\\u200f\\u2028\\u202a-\\u202e\\u2066-\\u2069' -%}
    {%- set line -%}
        case
            when
                length({{ expression }}) > 500
                or {{ expression }}
                ~ '[<{{ marks }}]|&[a-zA-Z0-9#]+;'
                then nullif(btrim(regexp_replace(
                    regexp_replace(
                        left({{ unescaped(expression) }}, 500),
                        '<[^<>]*>?', ' ', 'g'
                    ),
                    '[\s{{ marks }}]+',
                    ' ', 'g'
                )), '')
            else {{ expression }}
        end
    {%- endset -%}
    {{- plain_spaces(line) -}}
{%- endmacro %}
