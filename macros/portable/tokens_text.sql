{#
    A text as words in their own case, separated by single spaces, where a lone
    "|" ends a sentence or a list item. Words run together by a lost line break
    ("posteVous") come apart. It is split once and read by all that look at
    words; .NET is spelled out first because its point would be lost. A lone
    space is left as it is: to replace each by itself took three times as long.
#}
{% macro tokens_text(expression) %}
    {{- return(adapter.dispatch('tokens_text')(expression)) -}}
{% endmacro %}

{% macro default__tokens_text(expression) -%}
    btrim(regexp_replace(
        regexp_replace(
            regexp_replace(
                regexp_replace(
                    {{ unaccented(expression) }},
                    '([^A-Za-z0-9])[.][Nn][Ee][Tt]\y', '\1 DOTNET ', 'g'
                ),
                '([a-z])([A-Z][a-z])', '\1 \2', 'g'
            ),
            '[.:!?;]+(\s|$)|[\n\r•·|]+|\\[rn]|\s[-–*>]+\s', ' | ', 'g'
        ),
        ' *[^A-Za-z0-9+#| ][^A-Za-z0-9+#|]*|  +', ' ', 'g'
    ))
{%- endmacro %}
