{# dbt's own test, which a unique index spares the sorting of the table. #}
{% macro default__test_unique(model, column_name) %}

select {{ column_name }}
from {{ model }}
where
    {{ column_name }} is not null
    and not {{ has_unique_index(model, [column_name]) }}
group by {{ column_name }}
having count(*) > 1

{% endmacro %}
