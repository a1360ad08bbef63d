-- Every column of every mart that tells of offers is searched for what may not be
-- shown of those anonymised: a column added tomorrow as well. Titles may stay. A
-- leak is of a column, so the last closings stand for all.
{% set by_offer = [
    'fct_offers', 'fct_offer_texts', 'fct_offer_changes', 'fct_offer_lifecycle',
    'fct_offer_declared_skills',
] %}
{% set by_opening = ['fct_openings', 'fct_opening_skills'] %}
with

offers as (

    select * from {{ ref('fct_offers') }}

),

employers as (

    select * from {{ ref('dim_employers') }}

),

anonymised as (

    select *
    from offers
    where is_anonymised
    order by closed_at desc, offer_key asc
    limit 2000

),

-- Other offers of the opening may say on what this one may not.
told_by_none as (

    select offers.opening_id
    from offers
    where
        offers.opening_id in (
            select anonymised.opening_id from anonymised
        )
    group by 1
    having bool_and(offers.is_anonymised)

),

forbidden as (

    select
        subjects.subject,
        said.value
    from anonymised
    inner join {{ ref('int_offers_unioned') }} as unioned
        on anonymised.offer_key = unioned.offer_key
    cross join
        lateral (
            values
            (unioned.employer_name),
            (unioned.url),
            (unioned.apply_url),
            (unioned.place_insee_code),
            ('C:' || unioned.place_insee_code),
            (unioned.place_postal_code),
            (case
                when
                    unioned.place_insee_code is not null
                    or unioned.place_postal_code is not null
                    then unioned.place_label
            end),
            (substr(unioned.employer_description, 1, 80)),
            (substr(unioned.description, 1, 80)),
            (substr(unioned.description, 201, 80))
        ) as said (value)
    cross join
        lateral (
            values (anonymised.offer_key), (anonymised.opening_id)
        ) as subjects (subject)
    where length(said.value) > 3

),

rows_of_marts as (

    {% for mart in by_offer -%}
    select
        '{{ mart }}' as mart,
        found.offer_key as subject,
        to_jsonb(found) as columns
    from {{ ref(mart) }} as found
    inner join anonymised
        on found.offer_key = anonymised.offer_key
    {%- if mart == 'fct_offer_changes' %}
    where found.field <> 'title'
    {%- endif %}
    union all
    {% endfor -%}
    {% for side in ['a', 'b'] -%}
    select
        'fct_duplicate_pairs' as mart,
        found.offer_key_{{ side }} as subject,
        to_jsonb(found) as columns
    from {{ ref('fct_duplicate_pairs') }} as found
    inner join anonymised
        on found.offer_key_{{ side }} = anonymised.offer_key
    union all
    {% endfor -%}
    {% for mart in by_opening -%}
    select
        '{{ mart }}' as mart,
        found.opening_id as subject,
        to_jsonb(found) as columns
    from {{ ref(mart) }} as found
    inner join told_by_none
        on found.opening_id = told_by_none.opening_id
    {%- if not loop.last %}
    union all
    {% endif -%}
    {%- endfor %}

),

cells as (

    select
        rows_of_marts.mart,
        rows_of_marts.subject,
        pairs.key as column_name,
        pairs.value
    from rows_of_marts
    cross join lateral jsonb_each_text(rows_of_marts.columns) as pairs
    where pairs.key <> 'title'

),

leaks as (

    select
        cells.mart,
        cells.column_name,
        cells.value
    from cells
    inner join forbidden
        on
            cells.subject = forbidden.subject
            and strpos(cells.value, forbidden.value) > 0
    where
        cells.value = forbidden.value
        or length(forbidden.value) >= 20

),

words as (

    select texts.*
    from {{ ref('fct_offer_texts') }} as texts
    inner join anonymised
        on texts.offer_key = anonymised.offer_key

),

final as (

    select
        mart,
        column_name,
        value
    from leaks
    union all
    select
        'fct_offer_texts' as mart,
        'search_vector' as column_name,
        search_vector::text as value
    from words
    where length(ts_filter(search_vector, '{b,c,d}')) > 0
    union all
    select
        'dim_employers' as mart,
        'employer_name' as column_name,
        employer_name as value
    from employers
    where
        employer_id <> 'unknown'
        and not exists (
            select 1 from offers
            where
                offers.employer_id = employers.employer_id
                and not offers.is_anonymised
        )

)

select * from final
