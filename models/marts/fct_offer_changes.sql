{{ config(indexes=[{'columns': ['offer_key']}]) }}

-- Only offers with more than one version are opened. Long texts are told by
-- their length and fingerprint: what changed is seen in the lake.
with

versions as (

    select
        *,
        lag(content_hash) over (
            partition by offer_key order by version_number
        ) as previous_hash
    from {{ ref('int_offer_versions') }}

),

offers as (

    select * from {{ ref('int_offers_unioned') }}

),

steps as (

    select
        versions.offer_key,
        versions.version_number,
        versions.valid_from as changed_at,
        previous_fields.field,
        previous_fields.value as value_from,
        next_fields.value as value_to
    from versions
    inner join offers as previous
        on
            versions.offer_key = previous.offer_key
            and versions.previous_hash = previous.content_hash
    inner join offers as next
        on
            versions.offer_key = next.offer_key
            and versions.content_hash = next.content_hash
    cross join
        lateral (
            values {{ changing_fields('previous') }}
        ) as previous_fields (field, value)
    cross join
        lateral (
            values {{ changing_fields('next') }}
        ) as next_fields (field, value)
    where
        versions.previous_hash is not null
        and previous_fields.field = next_fields.field
        and previous_fields.value is distinct from next_fields.value

),

final as (

    select
        offer_key,
        changed_at,
        field,
        left(value_from, 300) as value_from,
        left(value_to, 300) as value_to
    from steps

)

select * from final
