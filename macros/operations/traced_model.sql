{# The model that lists the offers behind each cell of an aggregate. #}
{% macro traced_model(mart) %}
    {{- return(ref(mart | replace('agg_', 'int_') ~ '_traced')) -}}
{% endmacro %}
