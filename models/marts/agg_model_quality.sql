with

measured as (

    select * from {{ ref('model_quality') }}

),

final as (

    select
        task,
        measure,
        basis,
        labels,
        value,
        n,
        interval_low,
        interval_high,
        measured_on
    from measured

)

select * from final
