with

families as (

    select * from {{ ref('contract_families') }}

),

final as (

    select
        contract_family,
        label_fr,
        label_en
    from families

)

select * from final
