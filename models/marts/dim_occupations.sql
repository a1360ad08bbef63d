{{ config(indexes=[{'columns': ['rome_code'], 'unique': True}]) }}

-- The publisher's list where it was landed; else the labels its offers carry,
-- the most recent first since a label changes with the version of ROME.
with

listed as (

    select
        *,
        rank() over (order by fetched_at desc, run_id desc) as recency
    from {{ ref('stg_references__rome_occupations') }}

),

listed_domains as (

    select
        *,
        rank() over (order by fetched_at desc, run_id desc) as recency
    from {{ ref('stg_references__rome_domains') }}

),

domains as (

    select
        domain_code,
        domain_label
    from listed_domains
    where recency = 1

),

offers as (

    select * from {{ ref('int_offers_unioned') }}

),

appellations as (

    select * from {{ ref('int_rome_appellations') }}

),

grand_domains as (

    select * from {{ ref('grand_domains') }}

),

labels as (

    select
        rome_code,
        rome_label,
        '4' as rome_version,
        1 as preference,
        fetched_at
    from listed
    where recency = 1
    union all
    select
        rome_code,
        rome_label,
        null as rome_version,
        2 as preference,
        fetched_at
    from offers
    where rome_code is not null
    union all
    -- Offers are coded by these, too; a code of ROME 3 has no label left.
    select
        codes.rome_code,
        codes.rome_label,
        codes.rome_version,
        3 as preference,
        null as fetched_at
    from appellations
    cross join
        lateral (
            values
            (appellations.rome_code, appellations.rome_label, '4'),
            (appellations.rome_3_code, null, '3')
        ) as codes (rome_code, rome_label, rome_version)
    where codes.rome_code is not null

),

-- Most codes are the same in both versions; the newest that has one counts.
versions as (

    select
        rome_code,
        max(rome_version) as rome_version
    from labels
    group by 1

),

preferred as (

    select distinct on (rome_code)  -- one label a code, by preference
        rome_code,
        rome_label
    from labels
    order by
        rome_code,
        preference,
        rome_label is null,
        fetched_at desc,
        rome_label

),

final as (

    select
        preferred.rome_code,
        coalesce(preferred.rome_label, preferred.rome_code) as rome_label,
        left(preferred.rome_code, 3) as domain_code,
        coalesce(domains.domain_label, left(preferred.rome_code, 3))
            as domain_label,
        grand_domains.grand_domain_code,
        grand_domains.grand_domain_label,
        versions.rome_version
    from preferred
    inner join versions
        on preferred.rome_code = versions.rome_code
    left join domains
        on left(preferred.rome_code, 3) = domains.domain_code
    left join grand_domains
        on left(preferred.rome_code, 1) = grand_domains.grand_domain_code
    union all
    select
        'unknown' as rome_code,
        'Métier inconnu' as rome_label,
        'unknown' as domain_code,
        'Métier inconnu' as domain_label,
        'unknown' as grand_domain_code,
        'Métier inconnu' as grand_domain_label,
        null as rome_version

)

select * from final
