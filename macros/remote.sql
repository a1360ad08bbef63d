{#
    none, partial, full or unknown. A publisher's own field decides, but its
    "no" is the default of a form: a text that offers remote work says more.
    Notes are the short fields beside the text (hours, comment on the pay).
#}
{% macro remote(label, text_remote, notes) -%}
    case
        when lower({{ label }}) = 'fulltime' then 'full'
        when lower({{ label }}) = 'oui' and {{ text_remote }} = 'full'
            then 'full'
        when lower({{ label }}) in ('partial', 'punctual', 'oui') then 'partial'
        when lower({{ label }}) = 'non' then 'none'
        when {{ text_remote }} is not null then {{ text_remote }}
        when {{ folded(notes) }} ~ 'teletravail|\ytt\y' then 'partial'
        when lower({{ label }}) = 'no' then 'none'
        else 'unknown'
    end
{%- endmacro %}
