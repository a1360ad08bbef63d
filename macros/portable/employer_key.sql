{#
    An employer's name as one comparable key: folded, without its legal form, unless
    the form is all there is ("LTd" is an agency). A word that only tells what kind of
    employer it is ("MAIRIE") names none.
#}
{% macro employer_key(expression) -%}
    {%- set form = '(?:sasu?|sarl|sa|s a|eurl|snc|sci|scop|se|gmbh|ltd|inc)' -%}
    nullif(btrim(regexp_replace(
        ' ' || {{ folded(expression) }} || ' ',
        '^ (?:mairie|commune|particuliers?|confidentiel|societe|entreprise) $'
        || '|(?<=[^ ]) {{ form }}(?= )| {{ form }}(?= [^ ])',
        '', 'g'
    )), '')
{%- endmacro %}
