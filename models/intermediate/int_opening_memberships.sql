{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='offer_key',
        indexes=[
            {'columns': ['offer_key'], 'unique': True},
            {'columns': ['changed_at']},
        ],
    )
}}

-- All offers are grouped at each build; those that moved are noted here, with the
-- openings they were in, whose skills have to be told anew.
with

openings as (

    select
        offer_key,
        opening_id
    from {{ ref('int_offer_openings') }}

),

{% if is_incremental() -%}
final as (

    select
        openings.offer_key,
        openings.opening_id,
        case
            when known.offer_key is null then array[]::text[]
            else known.earlier_opening_ids || known.opening_id
        end as earlier_opening_ids,
        now() as changed_at
    from openings
    left join {{ this }} as known
        on openings.offer_key = known.offer_key
    where known.opening_id is distinct from openings.opening_id

)
{%- else -%}
final as (

    select
        offer_key,
        opening_id,
        array[]::text[] as earlier_opening_ids,
        now() as changed_at
    from openings

)
{%- endif %}

select * from final
