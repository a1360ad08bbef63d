{#
    Whether a long text is on two boards in two towns of one département, which
    boards round to a larger or a nearer one.
#}
{% macro is_nearby() -%}
    (
        place_relation = 'other_town'
        and not names_the_other_town
        and is_other_board
        and smaller_shingles >= 20
    )
{%- endmacro %}
