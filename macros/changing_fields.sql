{# The fields whose changes are told, as (name, value) rows of one version. #}
{% macro changing_fields(version) -%}
    {%- set fields = {
        'title': 'title', 'employer': 'employer_name', 'place': 'place_label',
        'commune': 'place_insee_code', 'occupation': 'rome_code',
        'contract': "concat_ws(' ', " ~ version ~ '.contract_label, '
            ~ version ~ '.contract_code)',
        'contract_nature': 'contract_nature', 'hours': 'hours_label',
        'working_time': 'working_time_label',
        'contract_max_months': 'contract_max_months::text',
        'is_alternance': 'is_alternance::text',
        'experience': 'experience_label', 'experience_code': 'experience_code',
        'experience_years': 'experience_years::text',
        'education': 'education_label',
        'remote': 'remote_label', 'salary': 'salary_label',
        'salary_comment': 'salary_comment', 'salary_min': 'salary_min::text',
        'salary_max': 'salary_max::text', 'salary_period': 'salary_period',
        'salary_currency': 'salary_currency', 'positions': 'positions::text',
        'apply_url': 'apply_url', 'archived_at': 'archived_at::text',
        'publication_ends_at': 'publication_ends_at::text',
        'description': "length(" ~ version ~ ".description) || ' characters, '"
            ~ ' || left(md5(' ~ version ~ '.description), 8)',
    } -%}
    {%- for field, column in fields.items() -%}
        ('{{ field }}', {% if '(' in column %}{{ column }}{% else %}{{ version }}.{{ column }}{% endif %})
        {%- if not loop.last %}, {% endif -%}
    {%- endfor -%}
{%- endmacro %}
