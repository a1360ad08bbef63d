{#
    The address to apply at, without what only says where the visitor comes
    from: a partner's reference to its own advert.
#}
{% macro apply_reference(expression) %}
    {{- return(adapter.dispatch('apply_reference')(expression)) -}}
{% endmacro %}

{% macro default__apply_reference(expression) -%}
    nullif(regexp_replace(regexp_replace(
        split_part({{ expression }}, '#', 1),
        '([?&])(?:utm_[a-z]+|fromref|from|provenance|source|src|origin|xtor)=[^&]*',
        '\1', 'gi'
    ), '[?&]+$', ''), '')
{%- endmacro %}
