{#
    The codes of what was held for (+) and against (-) a pair, the person's
    verdict first.
#}
{% macro duplicate_reasons() -%}
    {%- set reasons = [
        ("verdict = 'same'", '+verdict'),
        ("verdict = 'different'", '-verdict'),
        ('has_same_reference', '+reference'),
        ('text_overlap >= 0.5', '+text'),
        ('text_overlap < 0.5', '-text'),
        ('has_same_title', '+title'),
        ('title_words_apart > 0', '-title'),
        ("place_relation = 'same_town'", '+town'),
        ("place_relation like 'other%' and names_the_other_town", '+names_town'),
        ("place_relation like 'other%' and not names_the_other_town"
            ~ ' or names_a_third_town', '-place'),
        (agrees_in_all_but_text(), '+salary'),
        ("employer_relation = 'hidden' and not is_same_board", '+hidden_employer'),
        ("contract_relation like 'other%'", '-contract'),
        ('experience_differs', '-experience'),
        ('seniority_differs', '-seniority'),
        ('numbers_apart > 0', '-numbers'),
        ('is_same_board', '-same_board'),
    ] -%}
    concat_ws(
        ' '
        {%- for condition, code in reasons %},
        case when {{ condition }} then '{{ code }}' end
        {%- endfor %}
    )
{%- endmacro %}
