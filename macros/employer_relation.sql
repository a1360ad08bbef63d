{#
    same, differs, or hidden: an agency's name hides the employer's, so it
    contradicts nothing.
#}
{% macro employer_relation(first, second) -%}
    case
        when
            'unknown' in ({{ first }}.employer_id, {{ second }}.employer_id)
            then 'hidden'
        when
            {{ first }}.employer_words <@ {{ second }}.employer_words
            or {{ first }}.employer_words @> {{ second }}.employer_words
            then 'same'
        when {{ first }}.is_agency or {{ second }}.is_agency then 'hidden'
        else 'differs'
    end
{%- endmacro %}
