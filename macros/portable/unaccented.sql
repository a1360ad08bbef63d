{#
    Accents off, case kept. One translate(): no extension is needed, and each
    letter stays one letter (ligatures are written out beforehand).
#}
{% macro unaccented(expression) %}
    {{- return(adapter.dispatch('unaccented')(expression)) -}}
{% endmacro %}

{% macro default__unaccented(expression) -%}
    translate(
        replace(replace(replace(replace(
            {{ expression }}, 'œ', 'oe'), 'Œ', 'OE'), 'æ', 'ae'), 'ß', 'ss'),
        'àâäáãåçéèêëíìîïñóòôöõúùûüýÿÀÂÄÁÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕÚÙÛÜÝŸ’',
        'aaaaaaceeeeiiiinooooouuuuyyAAAAAACEEEEIIIINOOOOOUUUUYY'''
    )
{%- endmacro %}
