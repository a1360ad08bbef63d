{#
    The condition that leaves out versions which an incremental model holds, for
    which `is_told` holds of its row, `known`. It stands where versions are first
    read, before anything costly is computed.
#}
{% macro only_new_versions(version_key, is_told='true') -%}
    {%- if is_incremental() -%}
        not exists (
            select 1 from {{ this }} as known
            where known.version_key = {{ version_key }} and {{ is_told }}
        )
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}
