{{ config(indexes=[{'columns': ['offer_key']}]) }}

-- Only offers with more than one version are opened. Long texts are told by
-- their length and fingerprint: what changed is seen in the lake.
with

versions as not materialized (

    select * from {{ ref('int_offer_versions') }}

),

-- Few offers have a second version: those are looked for, not all compared.
successions as (

    select
        later.offer_key,
        later.version_number,
        later.valid_from,
        earlier.version_key as previous_key,
        later.version_key
    from versions as later
    inner join versions as earlier
        on
            later.offer_key = earlier.offer_key
            and later.version_number = earlier.version_number + 1
    where later.version_number > 1

),

offers as not materialized (

    select * from {{ ref('int_offers_unioned') }}

),

steps as (

    select
        successions.offer_key,
        successions.version_number,
        successions.valid_from as changed_at,
        previous_fields.field,
        previous_fields.value as value_from,
        next_fields.value as value_to
    from successions
    inner join offers as previous
        on successions.previous_key = previous.version_key
    inner join offers as next
        on successions.version_key = next.version_key
    cross join
        lateral (
            values {{ changing_fields('previous') }}
        ) as previous_fields (field, value)
    cross join
        lateral (
            values {{ changing_fields('next') }}
        ) as next_fields (field, value)
    where
        previous_fields.field = next_fields.field
        and previous_fields.value is distinct from next_fields.value

),

lifecycles as (

    select * from {{ ref('int_offer_lifecycles') }}

),

-- That an anonymised offer changed its employer is told, not from whom to whom.
told as (

    select
        steps.*,
        not lifecycles.is_anonymised
        or steps.field not in ('employer', 'place', 'commune', 'apply_url')
            as may_be_shown
    from steps
    inner join lifecycles
        on steps.offer_key = lifecycles.offer_key

),

final as (

    select
        offer_key,
        changed_at,
        field,
        case when may_be_shown then left(value_from, 300) end as value_from,
        case when may_be_shown then left(value_to, 300) end as value_to
    from told

)

select * from final
