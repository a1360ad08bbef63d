{{ config(indexes=[{'columns': ['employer_id'], 'unique': True}]) }}

with

employers as not materialized (

    select * from {{ ref('int_offers_anonymised') }}

),

final as (

    select
        employer_id,
        case
            when employer_id = 'unknown' then 'Employeur non indiqué'
            else min(employer_name)
        end as employer_name,
        bool_or(is_agency) as is_agency,
        count(*) as offers
    from employers
    group by 1
    union all
    select
        'unknown' as employer_id,
        'Employeur non indiqué' as employer_name,
        false as is_agency,
        0::bigint as offers
    where not exists (
        select 1 from employers
        where employer_id = 'unknown'
    )

)

select * from final
