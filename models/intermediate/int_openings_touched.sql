{{ config(indexes=[{'columns': ['opening_id'], 'unique': True}]) }}

-- Openings that gained or lost an offer, or whose offer has another text or was
-- read again, since their skills were last told.
with

noted as (

    select {{ built_at('marts', 'fct_opening_skills') }} as told_at

),

-- Where none was told yet, all will be.
told as (

    select * from noted
    where told_at > '-infinity'

),

openings as not materialized (

    select * from {{ ref('int_opening_memberships') }}

),

offers as (

    select * from {{ ref('int_offers_current') }}

),

read as (

    select
        skills.version_key
    from {{ ref('int_offer_skills') }} as skills
    cross join told
    where skills.read_at > told.told_at
    group by 1

),

regrouped as (

    select
        openings.opening_id,
        openings.earlier_opening_ids
    from openings
    cross join told
    where openings.changed_at > told.told_at

),

reworded as (

    select openings.opening_id
    from offers
    cross join told
    inner join openings
        on offers.offer_key = openings.offer_key
    left join read
        on offers.version_key = read.version_key
    where offers.changed_at > told.told_at or read.version_key is not null

),

final as (

    select opening_id from regrouped
    union
    select split.opening_id
    from regrouped
    cross join
        lateral unnest(regrouped.earlier_opening_ids) as split (opening_id)
    union
    select opening_id from reworded

)

select * from final
