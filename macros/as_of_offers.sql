{#
    The select of the offers known at a moment, each in the version that was then
    current: {{ as_of_offers("timestamptz '2026-01-31 12:00:00+00'") }} as a CTE.
    What was told later (an end date, an absence) does not count.
#}
{% macro as_of_offers(moment) -%}
    select
        versions.offer_key,
        versions.source,
        versions.version_key,
        versions.content_hash,
        versions.version_number,
        spells.spell_number,
        spells.offer_key is not null as is_open,
        versions.valid_from,
        spells.opened_at
    from {{ ref('int_offer_versions') }} as versions
    left join {{ ref('fct_offer_lifecycle') }} as spells
        on
            versions.offer_key = spells.offer_key
            and spells.open_known_at <= {{ moment }}
            and coalesce(spells.close_known_at, 'infinity') > {{ moment }}
    where
        versions.valid_from <= {{ moment }}
        and coalesce(versions.valid_to, 'infinity') > {{ moment }}
{%- endmacro %}
