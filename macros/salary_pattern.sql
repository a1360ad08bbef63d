{#
    How texts state a pay, on lower-case text; the groups are the amounts. In a
    description an amount counts only after a word for pay and no other number:
    a turnover or a grant also comes in k€.
#}
{% macro salary_pattern(period, context=true) %}
    {%- set euros = '(?:€|euros?\\y|eur\\y)' -%}
    {%- set to = ' ?(?:-|–|à|a|et|ou|/) ?' -%}
    {%- set amount = {
        'thousands': '([0-9]{2,3})(?:[.,][0-9])? ?(?:k ?' ~ euros ~ '? ?)?'
            ~ '(?:' ~ to ~ '([0-9]{2,3})(?:[.,][0-9])? ?)?k(?: ?' ~ euros
            ~ '|\\y)',
        'annual': '([0-9]{2}[ .]?[0-9]{3})(?:,[0-9]{1,2})? ?' ~ euros ~ '?'
            ~ '(?:' ~ to ~ '([0-9]{2}[ .]?[0-9]{3})(?:,[0-9]{1,2})? ?)?'
            ~ euros,
        'monthly': '([0-9][ .]?[0-9]{3}|[0-9]{3})(?:[.,][0-9]{1,2})? ?' ~ euros
            ~ '?(?:' ~ to ~ '([0-9][ .]?[0-9]{3})(?:[.,][0-9]{1,2})? ?)?'
            ~ euros ~ '[^0-9\\n.]{0,20}(?:mois|mensuel)',
        'hourly': '([0-9]{2}(?:[.,][0-9]{1,2})?) ?' ~ euros
            ~ '?(?:' ~ to ~ '([0-9]{2}(?:[.,][0-9]{1,2})?) ?)?'
            ~ euros ~ '[^0-9\\n.]{0,15}(?:/ ?h\\y|heure|horaire)',
    }[period] -%}
    '
    {%- if context -%}
        (?:salaire|r[ée]mun[ée]ration|package|gratification|brute?|taux horaire)[^0-9\n]{0,60}
    {%- endif -%}
    {{ amount }}'
{%- endmacro %}
