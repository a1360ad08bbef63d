{# The group that a cell of a cube is of, where its grain tells one thing alone. #}
{% macro cube_groups(cells) -%}
    lateral (
        select
            candidates.dimension,
            candidates.dimension_code
        from (
            values
            ('all', 'all', 'all'),
            ('region', 'region', {{ cells }}.region_code),
            ('domain', 'grand_domain', {{ cells }}.grand_domain_code),
            ('occupation', 'occupation', {{ cells }}.rome_code)
        ) as candidates (grain, dimension, dimension_code)
        where
            candidates.grain = {{ cells }}.grain
            and candidates.dimension_code <> 'unknown'
    )
{%- endmacro %}
