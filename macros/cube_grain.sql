{#
    How finely a row of a cube tells place and occupation: 'all', or the levels
    by which it is grouped, as 'region_occupation'.
#}
{% macro cube_grain(has_occupations=true) -%}
    coalesce(
        nullif(
            concat_ws(
                '_',
                case
                    when grouping(departement_code) = 0 then 'departement'
                    when grouping(region_code) = 0 then 'region'
                end,
                case
                    {% if has_occupations -%}
                    when grouping(rome_code) = 0 then 'occupation'
                    {% endif -%}
                    when grouping(grand_domain_code) = 0 then 'domain'
                end
            ),
            ''
        ),
        'all'
    )
{%- endmacro %}
