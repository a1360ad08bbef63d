-- Each absence must name a certified leaf that covers the offer's creation and
-- whose run left no doubt about it.
with

absences as (

    select * from {{ ref('int_offer_absences') }}

),

leaves as (

    select * from {{ ref('int_crawl_leaves') }}

),

final as (

    select absences.*
    from absences
    left join leaves
        on
            absences.source = leaves.source
            and absences.run_id = leaves.run_id
            and absences.leaf_id = leaves.leaf_id
            and leaves.is_certified
    where leaves.leaf_id is null

)

select * from final
