-- Titles whose code is declared, official names, and the names offers carry.
-- A title that publishers code in several ways teaches each of them less.
with

offers as (

    select * from {{ ref('int_offers_current') }}
    where rome_code is not null

),

listed as (

    select
        *,
        rank() over (order by fetched_at desc, run_id desc) as recency
    from {{ ref('stg_references__rome_occupations') }}

),

titles as (

    select
        {{ title_words('title') }} as title_words,
        rome_code,
        count(*) as offers
    from offers
    where title is not null
    group by 1, 2

),

weighed as (

    select
        title_words,
        rome_code,
        (1 + ln(offers))
        * offers / sum(offers) over (partition by title_words) as weight
    from titles

),

names as (

    select distinct  -- many offers carry one name
        {{ title_words('appellation_label') }} as title_words,
        rome_code,
        1.0 as weight
    from offers
    where appellation_label is not null
    union all
    select
        {{ title_words('rome_label') }} as title_words,
        rome_code,
        1.0 as weight
    from listed
    where recency = 1

),

final as (

    select
        title_words,
        rome_code,
        weight::double precision as weight
    from weighed
    where title_words is not null
    union all
    select
        title_words,
        rome_code,
        weight::double precision as weight
    from names
    where title_words is not null

)

select * from final
