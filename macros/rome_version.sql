{#
    The version of ROME an offer is coded by. France Travail coded by ROME 3 until
    the winter of 2024: of its offers created before, nearly all carry such a code.
#}
{% macro rome_version(source, created_at) -%}
    case
        when
            {{ source }} = 'france_travail'
            and {{ created_at }} < timestamptz '2024-03-01 00:00+00'
            then '3'
        else '4'
    end
{%- endmacro %}
