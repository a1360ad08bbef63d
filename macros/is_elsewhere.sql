{# Whether two adverts are in two places, which outweighs all that they share. #}
{% macro is_elsewhere() -%}
    (
        names_a_third_town
        or (
            place_relation like 'other%'
            and not names_the_other_town
            and not {{ is_nearby() }}
        )
    )
{%- endmacro %}
