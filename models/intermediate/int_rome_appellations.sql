-- The newest list. Every code of ROME 4 descends from one of ROME 3, of which
-- some four hundred live on; a list that does not say so leaves the code as it is.
with

listed as (

    select
        *,
        rank() over (order by fetched_at desc, run_id desc) as recency
    from {{ ref('stg_references__rome_appellations') }}

),

final as (

    select
        appellation_code,
        rome_code,
        coalesce(rome_3_code, rome_code) as rome_3_code,
        rome_label,
        {{ title_words('appellation_label') }} as title_words
    from listed
    where recency = 1 and rome_code is not null

)

select * from final
