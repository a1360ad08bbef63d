{{
    config(
        indexes=[
            {'columns': ['commune_code'], 'unique': True},
            {'columns': ['place_key']},
        ],
    )
}}

-- The current list only, plus the codes and names of communes that merged.
with

communes as (

    select * from {{ ref('stg_references__communes') }}

),

former_communes as (

    select * from {{ ref('stg_references__former_communes') }}

),

latest_communes as (

    select
        *,
        rank() over (order by fetched_at desc, run_id desc) as recency
    from communes

),

latest_former_communes as (

    select
        *,
        rank() over (order by fetched_at desc, run_id desc) as recency
    from former_communes

),

current_communes as (

    select
        commune_code,
        commune_name,
        {{ place_key('commune_name') }} as place_key,
        departement_code,
        region_code,
        parent_code,
        postal_codes,
        kind,
        coalesce(population, 0) as population,
        commune_code as current_commune_code
    from latest_communes
    where recency = 1

),

merged_communes as (

    select
        latest_former_communes.former_commune_code as commune_code,
        latest_former_communes.former_commune_name as commune_name,
        {{ place_key('latest_former_communes.former_commune_name') }}
            as place_key,
        current_communes.departement_code,
        current_communes.region_code,
        null::text as parent_code,
        null::text as postal_codes,
        'former' as kind,
        0 as population,
        current_communes.commune_code as current_commune_code
    from latest_former_communes
    inner join current_communes
        on
            latest_former_communes.current_commune_code
            = current_communes.commune_code
    where
        latest_former_communes.recency = 1
        and not exists (
            select 1 from current_communes as kept
            where
                kept.commune_code = latest_former_communes.former_commune_code
        )

),

final as (

    select * from current_communes
    union all
    select * from merged_communes

)

select * from final
