{# lead, senior, junior or trainee when a folded title says so; else null. #}
{% macro seniority(expression) -%}
    case
        when {{ expression }} ~ '\y(lead|leader|principal|chief|responsable|manager|head|directeur|directrice|chef|cheffe)\y'
            then 'lead'
        when {{ expression }} ~ '\y(senior|sr|experimentee?|confirmee?|expert)\y'
            then 'senior'
        when {{ expression }} ~ '\y(junior|debutante?)\y' then 'junior'
        when {{ expression }} ~ '\y(stage|stagiaires?|intern|internship|apprentissage|alternance|alternante?|apprentie?)\y'
            then 'trainee'
    end
{%- endmacro %}
