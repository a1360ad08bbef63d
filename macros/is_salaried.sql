{#
    Whether a family of contract pays a wage: a trainee's allowance is none, and what
    a self-employed person invoices is a turnover, of which charges are still to be paid.
#}
{% macro is_salaried(contract_family) -%}
    {{ contract_family }} not in ('ALTERNANCE', 'STAGE', 'INDEPENDANT')
{%- endmacro %}
