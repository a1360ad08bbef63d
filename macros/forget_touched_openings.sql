{# Before a build: the rows of openings that are told anew, or are no more, go. #}
{% macro forget_touched_openings() -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        where
            opening_id in (
                select opening_id from {{ ref('int_openings_touched') }}
            )
    {%- endif -%}
{%- endmacro %}
