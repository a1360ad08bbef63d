{#
    The title an offer is coded by. The public service names an occupation of
    its own beside the title, which says more than the post's wording.
#}
{% macro occupation_title(source, title, label) -%}
    array_to_string({{ title_words(
        "concat_ws(' ', case when " ~ source ~ " = 'service_public' then "
        ~ label ~ " end, " ~ title ~ ")"
    ) }}, ' ')
{%- endmacro %}
