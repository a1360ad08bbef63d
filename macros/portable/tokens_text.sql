{#
    A text as words in their own case, separated by single spaces, where a lone
    "|" ends a sentence or a list item. Words run together by a lost line break
    come apart ("posteVous", "SQLVous", "posteQUI SOMMES"), and are apart as
    sentences where a sign stands between them ("poste.Vous", not "Node.Js") or
    the second is a word that opens sentences (`sentence_openers`). It is split
    once and read by all that look at words; .NET is spelled out first because
    its point would be lost. A middle dot is a bullet where a space is beside it,
    else it joins ("organisé·e"). A lone space is left as it is: to replace each
    by itself took three times as long. So did one pattern for all that ends a
    sentence: what looks ahead of a sign has a pass of its own.
#}
{% macro tokens_text(expression) %}
    {{- return(adapter.dispatch('tokens_text')(expression)) -}}
{% endmacro %}

{% macro default__tokens_text(expression) -%}
    btrim(regexp_replace(
        regexp_replace(
            regexp_replace(
                regexp_replace(
                    regexp_replace(
                        regexp_replace(
                            replace(replace(replace(
                                {{ unaccented(expression) }},
                                '/r/n', E'\n'), '· ', E'\n'), ' ·', E'\n'),
                            '([^A-Za-z0-9])[.][Nn][Ee][Tt]\y', '\1 DOTNET ', 'g'
                        ),
                        '([a-z])([A-Z][a-z]|[A-Z]{4}|QUI )|([A-Z]{2})([A-Z][a-z]{3})',
                        E'\\1\\3\u0001\\2\\4', 'g'
                    ),
                    '[.:!?;]+(?:\s|$)|[\n\r•|]+|\\[rn]|\s[-–*>]+\s', ' | ', 'g'
                ),
                '[.:!?;]+(?!Net|Js)(?=[A-Z][a-z]|[A-Z]{2,} [A-Z]{2})|\)(?=[A-Z][a-z]{2})',
                ' | ', 'g'
            ),
            '\u0001(?=(?:{{ sentence_openers() }})\y)', ' | ', 'g'
        ),
        ' *[^A-Za-z0-9+#| ][^A-Za-z0-9+#|]*|  +', ' ', 'g'
    ))
{%- endmacro %}
