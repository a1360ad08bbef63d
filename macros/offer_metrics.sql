{# What is asked of each offer for `agg_data_quality`, as (metric, holds). #}
{% macro offer_metrics() -%}
    lateral (
        select
            asked.metric,
            asked.holds
        from (
            values
            ('salary_declared', offers.salary_basis = 'declared'),
            ('salary_unusable', offers.salary_basis = 'unusable'),
            ('place_commune', offers.place_id like 'C:%'),
            ('place_departement', offers.departement_code is not null),
            ('place_known', offers.place_id <> 'unknown'),
            ('occupation_declared', offers.occupation_basis = 'declared'),
            ('occupation_known', offers.occupation_basis <> 'unknown'),
            ('employer_known', offers.employer_id <> 'unknown'),
            ('contract_known', offers.contract_family <> 'unknown'),
            ('remote_known', offers.remote <> 'unknown'),
            ('experience_known', offers.experience_min_months is not null),
            ('education_known', offers.education_level is not null),
            ('working_time_known', offers.working_time <> 'unknown'),
            ('creation_date_known', offers.created_at is not null),
            ('skills_found', offers.skills_count > 0),
            ('in_crowded_block', crowded.offer_key is not null),
            ('open', offers.is_open)
        ) as asked (metric, holds)
    )
{%- endmacro %}
