{{ config(indexes=[{'columns': ['town_key'], 'unique': True}]) }}

-- Names of towns to be looked for in titles and texts: where some offer is. Of
-- all names of communes, too many are words ("Contres", "Marques").
with

communes as (

    select
        'C:' || commune_code as place_id,
        'C:' || coalesce(parent_code, commune_code) as town_id,
        place_key as town_key
    from {{ ref('int_communes') }}

),

declared as (

    select
        communes.town_key,
        communes.town_id,
        count(*) as offers
    from {{ ref('int_offers_normalised') }} as offers
    inner join communes
        on offers.place_id = communes.place_id
    where length(communes.town_key) > 3
    group by 1, 2

),

final as (

    select distinct on (town_key)  -- of namesakes, the one with most offers
        town_key,
        town_id
    from declared
    order by town_key asc, offers desc, town_id asc

)

select * from final
