{# Whether a model that is learnt once a training has not been learnt yet. #}
{% macro is_to_be_trained() -%}
    {%- if is_incremental() -%}
        not exists (select 1 from {{ this }})
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}
