{#
    same, named (one side's text names the other's employer), differs, or
    unknown. An agency's name hides the employer's, so it contradicts nothing.
#}
{% macro employer_relation(first, second, names_employer) -%}
    case
        when
            'unknown' in ({{ first }}.employer_id, {{ second }}.employer_id)
            or {{ first }}.is_agency
            or {{ second }}.is_agency
            then 'unknown'
        when
            {{ first }}.employer_words <@ {{ second }}.employer_words
            or {{ first }}.employer_words @> {{ second }}.employer_words
            then 'same'
        when {{ names_employer }} then 'named'
        else 'differs'
    end
{%- endmacro %}
