{# The groups that an opening counts in, but for those that it does not tell. #}
{% macro traced_groups() -%}
    lateral (
        select
            candidates.dimension,
            candidates.dimension_code
        from {{ ref('dim_occupations') }} as occupations
        cross join
            lateral (
                values
                ('all', 'all'),
                ('region', openings.region_code),
                ('grand_domain', occupations.grand_domain_code),
                ('occupation', occupations.rome_code)
            ) as candidates (dimension, dimension_code)
        where
            occupations.rome_code = openings.rome_code
            and candidates.dimension_code is distinct from 'unknown'
            and candidates.dimension_code is not null
    )
{%- endmacro %}
