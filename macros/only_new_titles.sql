{# The condition that leaves out titles which an incremental model has coded. #}
{% macro only_new_titles(titles) -%}
    {%- if is_incremental() -%}
        not exists (
            select 1 from {{ this }} as known
            where
                known.title_key = {{ titles }}.title_key
                and known.rome_version = {{ titles }}.rome_version
        )
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}
