{#
    The offers of a staging model that an incremental model does not hold. They
    are found by their keys alone, then looked up one by one: beside a join the
    planner would open the payloads of all.
#}
{% macro new_offers(model) -%}
    {%- if is_incremental() -%}
    select opened.*
    from (
        select
            offer_id,
            content_hash
        from {{ ref(model) }} as offers
        where {{ only_new_versions(
            surrogate_key(['offers.offer_key', 'offers.content_hash'])
        ) }}
        {{ fence() }}
    ) as new
    cross join
        lateral (
            select offers.*
            from {{ ref(model) }} as offers
            where
                offers.offer_id = new.offer_id
                and offers.content_hash = new.content_hash
            {{ fence() }}
        ) as opened
    {%- else -%}
    select * from {{ ref(model) }}
    {%- endif -%}
{%- endmacro %}
