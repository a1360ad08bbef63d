with

sources as (

    select * from {{ ref('offer_sources') }}

),

final as (

    select
        source,
        source_label,
        publisher,
        licence,
        site_url
    from sources

)

select * from final
