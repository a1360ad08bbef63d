{# The select of the offers behind one figure; `cell` holds the row's keys. #}
{% macro traced_offers(mart, column, cell) %}
    select
        traced.counted_id,
        offers.offer_key,
        offers.content_hash,
        offers.lake_file,
        offers.lake_row
    from {{ ref(mart | replace('agg_', 'int_') ~ '_traced') }} as traced
    inner join {{ ref('fct_offers') }} as offers
        on
            (traced.counted_kind = 'offer' and traced.counted_id = offers.offer_key)
            or (
                traced.counted_kind = 'opening'
                and traced.counted_id = offers.opening_id
            )
    where
        traced.figure = '{{ column }}'
        {%- for key, value in cell.items() %}
        and traced.{{ adapter.quote(key) }}::text
        {%- if value is none %} is null
        {%- else %}
        = {{ dbt.string_literal(dbt.escape_single_quotes(value | string)) }}
        {%- endif %}
        {%- endfor %}
    order by 1, 2
{% endmacro %}
