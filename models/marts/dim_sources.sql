with

sources as (

    select * from {{ ref('offer_sources') }}

),

horizons as (

    select * from {{ ref('int_source_horizons') }}

),

final as (

    select
        sources.source,
        sources.source_label,
        sources.publisher,
        sources.licence,
        sources.site_url,
        horizons.told_until
    from sources
    inner join horizons
        on sources.source = horizons.source

)

select * from final
