{#
    Employer, town, title, contract, salary and fortnight agree, on two boards. Of one
    employer's openings in a town with one title, texts alone tell most apart; it
    takes all of these to say that two unlike texts are one.
#}
{% macro agrees_in_all_but_text() -%}
    (
        is_other_board
        and has_same_title
        and has_same_salary
        and employer_relation = 'same'
        and place_relation = 'same_town'
        and contract_relation = 'same'
        and not {{ is_temporal('opened_at_a', 'opened_at_b') }}
    )
{%- endmacro %}
