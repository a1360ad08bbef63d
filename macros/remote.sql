{#
    none, partial, full or unknown. A publisher's own field decides before the
    text, except France Travail, which has none.
#}
{% macro remote(source, label, text_remote) -%}
    case
        when lower({{ label }}) = 'fulltime' then 'full'
        when lower({{ label }}) in ('partial', 'punctual') then 'partial'
        when lower({{ label }}) = 'no' then 'none'
        when {{ source }} = 'service_public' and lower({{ label }}) = 'oui'
            then 'partial'
        when {{ source }} = 'service_public' and lower({{ label }}) = 'non'
            then 'none'
        else coalesce({{ text_remote }}, 'unknown')
    end
{%- endmacro %}
