{#
    Accents off, case kept, without an extension: letters come apart into
    letter and accent, and accents go. Three times faster than one translate()
    over the list of accented letters, which is searched for every character.
#}
{% macro unaccented(expression) %}
    {{- return(adapter.dispatch('unaccented')(expression)) -}}
{% endmacro %}

{% macro default__unaccented(expression) -%}
    regexp_replace(
        normalize(
            replace(replace(replace(replace(
                {{ expression }}, 'œ', 'oe'), 'Œ', 'OE'), 'æ', 'ae'), 'ß', 'ss'),
            NFD
        ),
        '[\u0300-\u036f]+', '', 'g'
    )
{%- endmacro %}
