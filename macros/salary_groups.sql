{#
    The groups that an opening's pay counts in. What is no wage is told by
    contract only.
#}
{% macro salary_groups() -%}
    lateral (
        select
            candidates.dimension,
            candidates.dimension_code
        from (
            values
            ('all', 'all'),
            ('region', openings.region_code),
            ('departement', openings.departement_code),
            ('grand_domain', openings.grand_domain_code),
            ('occupation', openings.rome_code),
            ('experience', openings.experience_band),
            ('contract', openings.contract_family)
        ) as candidates (dimension, dimension_code)
        where
            candidates.dimension_code is not null
            and (
                candidates.dimension = 'contract'
                or {{ is_salaried('openings.contract_family') }}
            )
    )
{%- endmacro %}
