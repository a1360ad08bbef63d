{#
    Every run of up to four words of an array whose first begins by a pattern, as a
    lateral list.
#}
{% macro phrases(words, beginning='') -%}
    lateral (
        select runs.phrase
        from
            unnest(
                {{ words }}, {{ words }}[2:], {{ words }}[3:], {{ words }}[4:]
            ) as shifted (first, second, third, fourth)
        cross join
            lateral (
                values
                (shifted.first),
                (shifted.first || ' ' || shifted.second),
                (shifted.first || ' ' || shifted.second || ' ' || shifted.third),
                (
                    shifted.first || ' ' || shifted.second || ' '
                    || shifted.third || ' ' || shifted.fourth
                )
            ) as runs (phrase)
        where shifted.first ~ '^{{ beginning }}'
    )
{%- endmacro %}
