{#
    The weights of version 1 of the rule. Signs follow what each fact can mean;
    sizes are round numbers. Of two adverts of one employer a good part is
    always alike, so its name adds nothing to the text they share.
#}
{% macro duplicate_log_odds() -%}
    -1.0
    + 9.0 * (text_overlap * least(1.0, smaller_shingles / 8.0) - 0.6)
    + case when has_same_title then 1.5 else 0 end
    - 5.0 * title_contradiction
    + case place_relation
        when 'same_town' then 1.5
        when 'compatible' then 0.5
        when 'other_town' then -4.0
        when 'other_departement' then -6.0
        when 'other_region' then -8.0
        when 'other_country' then -8.0
        else 0
    end * case
        when names_the_other_town and place_relation like 'other%' then 0.3
        else 1
    end
    - case when employer_relation = 'differs' then 2.0 else 0 end
    - case when contract_relation = 'differs' then 3.0 else 0 end
    - least(coalesce(experience_gap_months, 0), 60) / 24.0
    - case when seniority_differs then 2.5 else 0 end
{%- endmacro %}
