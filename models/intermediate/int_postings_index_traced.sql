{{ config(materialized='view') }}

with

spells as (

    select
        opening_id,
        spell_number,
        (opened_at at time zone 'UTC')::date as opened_on,
        (open_known_at at time zone 'UTC')::date as found_open_on,
        (close_known_at at time zone 'UTC')::date as found_closed_on
    from {{ ref('int_opening_spells') }}
    where source = 'all'

),

openings as (

    select * from {{ ref('fct_openings') }}

),

occupations as (

    select * from {{ ref('dim_occupations') }}

),

days as (

    select * from {{ ref('agg_postings_index') }}

),

final as (

    select
        days.date_day,
        days.region_code,
        days.grand_domain_code,
        days.measure,
        'postings' as figure,
        'opening' as counted_kind,
        openings.opening_id as counted_id
    from days
    inner join openings
        on days.region_code in (openings.region_code, 'all')
    inner join occupations
        on
            openings.rome_code = occupations.rome_code
            and days.grand_domain_code in (occupations.grand_domain_code, 'all')
    inner join spells
        on openings.opening_id = spells.opening_id
    where
        case days.measure
            when 'new'
                then
                    spells.opened_on = days.date_day
                    and spells.spell_number = 1
            else
                spells.found_open_on <= days.date_day
                and coalesce(spells.found_closed_on > days.date_day, true)
        end

)

select * from final
