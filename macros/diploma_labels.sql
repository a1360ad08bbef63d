{#
    The labels of the diplomas that an offer of France Travail requires, or else wishes
    for, between bars; null when it lists none.
#}
{% macro diploma_labels(document) -%}
    (
        select
            coalesce(
                string_agg(diplomas.label, ' | ' order by diplomas.label)
                filter (where diplomas.is_required),
                string_agg(diplomas.label, ' | ' order by diplomas.label)
            )
        from (
            select
                {{ json_text('listed.item', 'niveauLibelle') }} as label,
                {{ json_text('listed.item', 'exigence') }} = 'E' as is_required
            from {{ json_items(json_array(document, 'formations')) }} as listed (item)
        ) as diplomas
    )
{%- endmacro %}
