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
                    when grouping(cells.departement_code) = 0
                        then 'departement'
                    when grouping(cells.region_code) = 0 then 'region'
                end,
                case
                    {% if has_occupations -%}
                    when grouping(cells.rome_code) = 0 then 'occupation'
                    {% endif -%}
                    when grouping(occupations.grand_domain_code) = 0
                        then 'domain'
                end
            ),
            ''
        ),
        'all'
    )
{%- endmacro %}
