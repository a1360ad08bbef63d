{#
    What a title says for a code, as log-odds: votes of like titles, likeness to
    the code's official names and to those of its domain, and how common it is.
    Fitted by conditional logit in cross-validation over titles; see the card.
#}
{% macro occupation_title_score(votes, name, domain_name, log_prior) -%}
    0.58 * coalesce({{ votes }}, ln(0.00625))
    + 4.86 * coalesce({{ name }}, 0)
    + 4.18 * coalesce({{ domain_name }}, 0)
    + 0.33 * {{ log_prior }}
{%- endmacro %}
