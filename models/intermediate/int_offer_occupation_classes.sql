-- Codes that a title proposes, and their domains: what a text is compared with.
with

proposed as (

    select * from {{ ref('int_offer_occupations_proposed') }}

),

final as (

    select
        version_key,
        rome_version,
        rome_code as class_code
    from proposed
    union
    select
        version_key,
        rome_version,
        left(rome_code, 3) as class_code
    from proposed

)

select * from final
