{#
    The offers of a source that an incremental model does not hold, read by its
    staging model. They are found by their keys as landed, then looked up one by
    one: the staging model opens the payloads of all that it is asked for.
#}
{% macro new_offers(source_name) -%}
    {%- set staged = ref('stg_' ~ source_name ~ '__offers') -%}
    {%- if is_incremental() -%}
    {%- set offer_key = "'" ~ source_name ~ ":' || landed.offer_id" -%}
    select opened.*
    from (
        select
            offer_id,
            content_hash
        from {{ source(source_name, 'offers') }} as landed
        where {{ only_new_versions(
            surrogate_key([offer_key, 'landed.content_hash'])
        ) }}
        {{ fence() }}
    ) as new
    cross join
        lateral (
            select offers.*
            from {{ staged }} as offers
            where
                offers.offer_id = new.offer_id
                and offers.content_hash = new.content_hash
            {{ fence() }}
        ) as opened
    {%- else -%}
    select * from {{ staged }}
    {%- endif -%}
{%- endmacro %}
