{#
    The condition that leaves out texts which an incremental model has read with the
    dictionary of skills in force. By when they were read, and not by their keys: what
    is to be split into sentences is then found before it is split.
#}
{% macro only_new_texts(read_at) -%}
    {%- if is_incremental() -%}
        {{ read_at }} > (
            select coalesce(max(known.read_at), '-infinity')
            from {{ this }} as known
            where
                known.dictionary_key = (
                    select dictionary_key from {{ ref('int_skill_dictionary') }}
                )
        )
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}
