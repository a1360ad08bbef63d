{# The select of the offers behind one figure; `cell` holds the row's keys. #}
{% macro traced_offers(mart, column, cell) %}
    select
        traced.counted_id,
        offers.offer_key,
        offers.content_hash,
        offers.lake_file,
        offers.lake_row
    from {{ traced_model(mart) }} as traced
    inner join {{ ref('fct_offers') }} as offers
        on
            (traced.counted_kind = 'offer' and traced.counted_id = offers.offer_key)
            or (
                traced.counted_kind = 'opening'
                and traced.counted_id = offers.opening_id
            )
    where
        traced.figure = '{{ column }}'
        and {{ cell_condition('traced', cell) }}
    order by 1, 2
{% endmacro %}
