{# No two rows share these values; a unique index would let nulls repeat. #}
{% test unique_combination(model, columns) %}

select {{ columns | join(', ') }}
from {{ model }}
where
    not {{ has_unique_index(model, columns, without_nulls=true) }}
    and (
        not {{ has_unique_index(model, columns) }}
        or {{ columns | join(' is null or ') }} is null
    )
group by {{ columns | join(', ') }}
having count(*) > 1

{% endtest %}
