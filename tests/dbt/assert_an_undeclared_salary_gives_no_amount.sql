with

offers as (

    select * from {{ ref('fct_offers') }}

),

final as (

    select offer_key
    from offers
    where
        (salary_basis = 'declared') <> (
            coalesce(salary_annual_min_eur, salary_annual_max_eur) is not null
        )
        or salary_annual_min_eur > salary_annual_max_eur

)

select * from final
