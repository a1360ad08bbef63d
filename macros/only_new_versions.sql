{#
    The condition that leaves out versions which an incremental model holds. It
    stands where versions are first read, before anything costly is computed.
#}
{% macro only_new_versions(version_key) -%}
    {%- if is_incremental() -%}
        not exists (
            select 1 from {{ this }} as known
            where known.version_key = {{ version_key }}
        )
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}
