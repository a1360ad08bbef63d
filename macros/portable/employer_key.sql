{#
    An employer's name as one comparable key: folded, without its legal form. A word
    that only tells what kind of employer it is ("MAIRIE") names none.
#}
{% macro employer_key(expression) -%}
    nullif(btrim(regexp_replace(
        ' ' || {{ folded(expression) }} || ' ',
        '^ (?:mairie|commune|particuliers?|confidentiel|societe|entreprise) $'
        || '| (?:sasu?|sarl|sa|eurl|snc|sci|scop|se|gmbh|ltd|inc)(?= )',
        '', 'g'
    )), '')
{%- endmacro %}
