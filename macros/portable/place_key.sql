{#
    A place name as one comparable key: ST and STE written out, CEDEX, digits
    and arrondissements gone ("75 - PARIS 10", "Lyon 3e Arrondissement").
#}
{% macro place_key(expression) %}
    {{- return(adapter.dispatch('place_key')(expression)) -}}
{% endmacro %}

{% macro default__place_key(expression) -%}
    btrim(regexp_replace(regexp_replace(regexp_replace(
        ' ' || {{ folded(expression) }} || ' ',
        ' (?:cedex|arrondissement|[0-9]+[a-z]{0,3})(?= )', '', 'g'
    ), ' st(?= )', ' saint', 'g'), ' ste(?= )', ' sainte', 'g'))
{%- endmacro %}
