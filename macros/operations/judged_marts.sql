{# The table of the builds that gates judged; none when no gate was ever run. #}
{% macro judged_marts() %}
    {{ return(adapter.get_relation(target.database, 'gates', 'judged_marts')) }}
{% endmacro %}
