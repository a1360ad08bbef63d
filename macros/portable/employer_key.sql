{# An employer's name as one comparable key: folded, without its legal form. #}
{% macro employer_key(expression) -%}
    nullif(btrim(regexp_replace(
        ' ' || {{ folded(expression) }} || ' ',
        ' (?:sasu?|sarl|sa|eurl|snc|sci|scop|se|gmbh|ltd|inc)(?= )',
        '', 'g'
    )), '')
{%- endmacro %}
