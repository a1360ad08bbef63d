{{ config(indexes=[{'columns': ['town_key'], 'unique': True}]) }}

-- Names of towns to be looked for in titles and texts: where some offer is. Of
-- all names of communes, too many are words ("Contres", "Marques"), and some are
-- occupations: a "Maçon" is not in Mâcon.
with

communes as (

    select
        'C:' || commune_code as place_id,
        'C:' || coalesce(parent_code, commune_code) as town_id,
        place_key as town_key
    from {{ ref('int_communes') }}

),

occupations as (

    select title_words[1] as town_key from {{ ref('int_rome_appellations') }}

),

declared as (

    select
        communes.town_key,
        communes.town_id,
        count(*) as offers
    from {{ ref('int_offers_normalised') }} as offers
    inner join communes
        on offers.place_id = communes.place_id
    where
        length(communes.town_key) > 3
        and not exists (
            select 1 from occupations
            where occupations.town_key = communes.town_key
        )
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
