{#
    What each fact adds to the log-odds that a pair is one opening. Signs follow
    what a fact can mean; sizes are round numbers, near those that held in
    cross-validation (`python -m evaluation folds`).
#}
{% macro duplicate_terms() -%}
    {#- A name that the form proposed on both sides is half a likeness. #}
    {%- set terms = {
        'text': '6.0 * text_overlap * least(1.0, smaller_shingles / 8.0)',
        'same_title': 'case when not has_same_title then 0'
            ~ ' when has_generic_titles then 0.75 else 1.5 end',
        'title_words': '-1.0 * least(title_words_apart, 3.0)',
    } -%}
    {#- Two places are heavier than all that can speak for: an advert in two towns is
        two openings, unless a text names the other's town and not its own. #}
    {%- do terms.update({
        'place': 'case when ' ~ is_elsewhere() ~ ' then -7.5'
            ~ ' when ' ~ is_nearby() ~ ' then -4.0'
            ~ " when place_relation = 'next_departement' then -2.0"
            ~ " when place_relation = 'same_town' then 0.1 else 0 end",
        'reference': 'case when has_same_reference and not ' ~ is_elsewhere()
            ~ ' then 3.0 else 0 end',
    }) -%}
    {#- A board lists a job once, and the next one is another job; who hides an
        employer copies from elsewhere, as far as there is a copy. Where the town is
        hidden too, only what is beyond half of the text is one. #}
    {%- do terms.update({
        'board': 'case when is_same_board then -2.5 else 0 end',
        'hidden_employer': "case when employer_relation <> 'hidden' or is_same_board"
            ~ " then 0 when place_relation = 'same_town' or names_the_other_town"
            ~ ' then 2.5 * least(1.0, 2 * text_overlap)'
            ~ ' else 2.5 * greatest(0.0, 2 * text_overlap - 1) end',
    }) -%}
    {#- Told in other words on another board, but all else agrees. #}
    {%- do terms.update({
        'all_but_text': 'case when ' ~ agrees_in_all_but_text()
            ~ ' then 4.0 else 0 end',
    }) -%}
    {#- An agency's copies call one job permanent here and temporary there; none of
        them calls it a traineeship. #}
    {%- do terms.update({
        'contract': "case when contract_relation = 'other_term'"
            ~ " and employer_relation = 'hidden' and not is_same_board then -2.0"
            ~ " when contract_relation like 'other%' then -5.0 else 0 end",
        'experience': 'case when experience_differs then -3.0 else 0 end',
        'seniority': 'case when seniority_differs then -2.0 else 0 end',
        'numbers': '-0.5 * least(coalesce(numbers_apart, 0), 4)',
    }) -%}
    {{- return(terms) -}}
{%- endmacro %}
