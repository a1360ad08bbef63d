-- Each absence must name a certified leaf of a run that covers the offer's creation
-- as it was told by then, or a whole run where that cannot be read.
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
    inner join {{ ref('int_offer_versions') }} as versions
        on
            absences.offer_key = versions.offer_key
            and absences.missing_at >= versions.valid_from
            and absences.missing_at < coalesce(versions.valid_to, 'infinity')
    inner join {{ ref('int_offers_unioned') }} as offers
        on versions.version_key = offers.version_key
    left join leaves
        on
            absences.source = leaves.source
            and absences.run_id = leaves.run_id
            and absences.leaf_id = leaves.leaf_id
            and leaves.is_certified
            and (
                leaves.is_unbounded
                or date_trunc('second', offers.created_at)
                between leaves.covers_from and leaves.covers_to
                or (
                    offers.created_at is null
                    and leaves.run_kind = 'full'
                    and leaves.is_run_certified
                )
            )
    where leaves.leaf_id is null

)

select * from final
