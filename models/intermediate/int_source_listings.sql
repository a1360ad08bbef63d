with

offers as (

    select
        opening_id,
        source
    from {{ ref('fct_offers') }}
    where is_open

),

openings as (

    select * from {{ ref('fct_openings') }}
    where is_open

),

occupations as (

    select * from {{ ref('dim_occupations') }}

),

-- distinct: a source may advertise one opening several times
listings as (

    select distinct
        opening_id,
        source
    from offers

),

final as (

    select
        openings.opening_id,
        listings.source,
        openings.region_code,
        nullif(occupations.grand_domain_code, 'unknown') as grand_domain_code,
        count(*) over (partition by openings.opening_id) as sources
    from openings
    inner join listings
        on openings.opening_id = listings.opening_id
    inner join occupations
        on openings.rome_code = occupations.rome_code

)

select * from final
