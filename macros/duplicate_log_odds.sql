{#
    The weights of the rule. Signs follow what each fact can mean;
    sizes are round numbers, near those that held in cross-validation.
#}
{% macro duplicate_log_odds() -%}
    -3.5
    + 6.0 * text_overlap * least(1.0, smaller_shingles / 8.0)
    + case when has_same_title then 1.5 else 0 end
    - 1.0 * least(title_words_apart, 3.0)
    -- Heavier than all that can speak for: an advert in two towns is two
    -- openings, unless a text names the other's town and not its own.
    + case
        when place_relation like 'other%' and not names_the_other_town
            then -7.5
        when has_same_reference then 3.0
        else 0
    end
    -- A board lists a job once, and the next one is another job; who hides an
    -- employer copies from elsewhere, as far as there is a copy. Where the town is
    -- hidden too, only what is beyond half of the text is one.
    + case
        when is_same_board then -2.5
        when
            employer_relation = 'hidden'
            and (place_relation = 'same_town' or names_the_other_town)
            then 2.5 * least(1.0, 2 * text_overlap)
        when employer_relation = 'hidden'
            then 2.5 * greatest(0.0, 2 * text_overlap - 1)
        else 0
    end
    -- Told in other words on another board, but all else agrees.
    + case when {{ agrees_in_all_but_text() }} then 4.0 else 0 end
    - case when contract_relation = 'differs' then 5.0 else 0 end
    - case when experience_differs then 3.0 else 0 end
    - case when seniority_differs then 2.0 else 0 end
    - 0.5 * least(coalesce(numbers_apart, 0), 4)
{%- endmacro %}
