{{ config(indexes=[{'columns': ['version_key']}]) }}

-- Told from sightings, not kept in a snapshot, so that it can be rebuilt. A
-- text that comes back after another one is a version of its own.
with

sightings as (

    select * from {{ ref('int_sightings') }}

),

compared as (

    select
        *,
        lag(content_hash) over (
            partition by offer_key order by seen_at, run_number
        ) as previous_hash
    from sightings

),

changes as (

    select
        offer_key,
        source,
        content_hash,
        seen_at as valid_from
    from compared
    where previous_hash is distinct from content_hash

),

final as (

    select
        offer_key,
        {{ surrogate_key(['offer_key', 'content_hash']) }} as version_key,
        source,
        content_hash,
        row_number() over (partition by offer_key order by valid_from)
            as version_number,
        valid_from,
        lead(valid_from) over (partition by offer_key order by valid_from)
            as valid_to,
        lead(valid_from) over (partition by offer_key order by valid_from)
        is null as is_current
    from changes

)

select * from final
