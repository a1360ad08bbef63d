{{ config(materialized='view') }}

with

spells as (

    select * from {{ ref('fct_offer_lifecycle') }}

),

offers as (

    select * from {{ ref('fct_offers') }}

),

occupations as (

    select * from {{ ref('dim_occupations') }}

),

days as (

    select * from {{ ref('agg_lifetimes') }}

),

final as (

    select
        days.dimension,
        days.dimension_code,
        days.day,
        figures.figure,
        'offer' as counted_kind,
        spells.offer_key as counted_id
    from spells
    inner join offers
        on spells.offer_key = offers.offer_key
    inner join occupations
        on offers.rome_code = occupations.rome_code
    inner join days
        on
            case days.dimension
                when 'all' then 'all'
                when 'source' then spells.source
                when 'region' then offers.region_code
                when 'grand_domain' then occupations.grand_domain_code
                when 'occupation' then occupations.rome_code
                when 'contract' then offers.contract_family
            end = days.dimension_code
    cross join
        lateral (
            values
            ('n', true),
            (
                'at_risk',
                spells.observed_from_day < days.day
                and spells.observed_to_day >= days.day
            ),
            (
                case when spells.is_open then 'censored' else 'closed' end,
                spells.observed_to_day = days.day
            )
        ) as figures (figure, counts)
    where
        spells.spell_number = 1
        and spells.observed_from_day < {{ var('lifetime_days') }}
        and figures.counts

)

select * from final
