-- One offer, from the row of the lake to every mart and figure that it is in:
-- dbt show --quiet --output json --limit 1000 --select offer_walk
--     --vars '{offer: "wttj:acme/clerk"}'
-- As a table, which is what dbt shows otherwise, long values would be cut.
{% set by_offer = [
    'int_offer_versions', 'int_offers_unioned', 'int_offer_places',
    'int_offer_employers', 'int_offer_salaries', 'int_offer_occupations',
    'int_offer_skill_matches', 'int_offer_skills', 'int_offer_openings',
    'int_offer_spells', 'int_offer_issues', 'fct_offers', 'fct_offer_changes',
    'fct_offer_lifecycle', 'fct_offer_declared_skills',
] %}
{% set by_pair = ['int_duplicate_pairs'] %}
{% set by_opening = ['fct_openings', 'fct_opening_skills'] %}
{% set traced = [
    'daily_activity', 'daily_cube', 'data_quality', 'data_quality_daily',
    'employer_cube', 'lifetimes', 'market_coverage', 'market_cube',
    'postings_index', 'salaries', 'salary_bins', 'skill_cube', 'skill_demand',
    'skill_pairs', 'skill_trends', 'source_coverage',
] %}

with

offer as (

    select
        offer_key,
        opening_id
    from {{ ref('fct_offers') }}
    where offer_key = '{{ var("offer", "") }}'

),

counted as (

    select offer_key as counted_id from offer
    union all
    select opening_id as counted_id from offer

),

-- A text stands for itself by its beginning, and what is null is left out.
rows_of_models as (

    {%- for model in by_offer + by_pair + by_opening %}
    {% if not loop.first %}union all{% endif %}
    select
        '{{ model }}' as model,
        jsonb_strip_nulls(to_jsonb(found)) as found
    from {{ ref(model) }} as found
    inner join offer
        {%- if model in by_offer %}
        on found.offer_key = offer.offer_key
        {%- elif model in by_pair %}
        on offer.offer_key in (found.offer_key_a, found.offer_key_b)
        {%- else %}
        on found.opening_id = offer.opening_id
        {%- endif %}
    {%- endfor %}

),

values_of_models as (

    select
        rows_of_models.model,
        pairs.key as name,
        left(pairs.value, 60) as value
    from rows_of_models
    cross join lateral jsonb_each_text(rows_of_models.found) as pairs

),

cells as (

    {%- for name in traced %}
    {% if not loop.first %}union all{% endif %}
    select
        'agg_{{ name }}' as model,
        traced.figure as name,
        count(*) || ' cells count it' as value
    from {{ ref('int_' ~ name ~ '_traced') }} as traced
    where {{ is_among('traced.counted_id', 'select counted_id from counted') }}
    group by 2
    {%- endfor %}

),

final as (

    select * from values_of_models
    union all
    select * from cells

)

select * from final
