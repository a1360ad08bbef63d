{#
    The cells of a cube that an opening or an offer counts in, one of each grain
    that cube_grain names. `facts` tells place and occupation, and
    `occupations` the domain.
#}
{% macro traced_cells(facts, grains) -%}
    lateral (
        select candidates.*
        from (
            values
            ('all', null, null, null, null),
            ('region', {{ facts }}.region_code, null, null, null),
            (
                'departement',
                {{ facts }}.region_code,
                {{ facts }}.departement_code,
                null,
                null
            ),
            ('domain', null, null, occupations.grand_domain_code, null),
            (
                'region_domain',
                {{ facts }}.region_code,
                null,
                occupations.grand_domain_code,
                null
            ),
            (
                'departement_domain',
                {{ facts }}.region_code,
                {{ facts }}.departement_code,
                occupations.grand_domain_code,
                null
            ),
            (
                'occupation',
                null,
                null,
                occupations.grand_domain_code,
                {{ facts }}.rome_code
            ),
            (
                'region_occupation',
                {{ facts }}.region_code,
                null,
                occupations.grand_domain_code,
                {{ facts }}.rome_code
            ),
            (
                'departement_occupation',
                {{ facts }}.region_code,
                {{ facts }}.departement_code,
                occupations.grand_domain_code,
                {{ facts }}.rome_code
            )
        ) as candidates (
            grain,
            region_code,
            departement_code,
            grand_domain_code,
            rome_code
        )
        where candidates.grain in ('{{ grains | join("', '") }}')
    )
{%- endmacro %}
