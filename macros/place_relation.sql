{# same town, compatible (one side is wider), or how far apart two places are. #}
{% macro place_relation(first, second) -%}
    case
        -- A title's town is one more place of the offer.
        when {{ first }}.title_town_id
            in ({{ second }}.title_town_id, {{ second }}.town_id)
            or {{ first }}.town_id = {{ second }}.title_town_id
            then 'same_town'
        when 'unknown' in ({{ first }}.town_id, {{ second }}.town_id)
            then 'unknown'
        when 'foreign' in ({{ first }}.town_id, {{ second }}.town_id)
            then case
                when {{ first }}.town_id = {{ second }}.town_id then 'compatible'
                else 'other_country'
            end
        when {{ first }}.town_id = {{ second }}.town_id
            and {{ first }}.place_level = 'commune' then 'same_town'
        when 'FR' in ({{ first }}.town_id, {{ second }}.town_id)
            then 'compatible'
        when {{ first }}.region_code <> {{ second }}.region_code
            then 'other_region'
        when 'region' in ({{ first }}.place_level, {{ second }}.place_level)
            then 'compatible'
        when {{ first }}.departement_code <> {{ second }}.departement_code
            then case
                -- Paris and around: one labour market, told by its best name.
                when
                    'departement'
                    in ({{ first }}.place_level, {{ second }}.place_level)
                    and {{ first }}.departement_code in ('75', '92', '93', '94')
                    and {{ second }}.departement_code in ('75', '92', '93', '94')
                    then 'next_departement'
                else 'other_departement'
            end
        when 'departement'
            in ({{ first }}.place_level, {{ second }}.place_level)
            then 'compatible'
        else 'other_town'
    end
{%- endmacro %}
