{#
    ISO text to a moment; null for 30 February, year 12026, 9999 or words:
    one bad date must cost its own value, not the build. Without an offset
    the session's zone would decide, so UTC is said here. The whole text must be a
    date: Postgres also knows "2026-03-01 BC" and "2026-03-01 allballs".
#}
{% macro try_timestamp(expression) %}
    {{- return(adapter.dispatch('try_timestamp')(expression)) -}}
{% endmacro %}

{% macro default__try_timestamp(expression) -%}
    case
        when {{ expression }} !~ (
            '^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}'
            '([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?'
            ' ?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?)?$'
        )
            then null
        when {{ expression }} ~ 'T.*(Z|[+-][0-9]{2}:?[0-9]{2})$'
            and pg_input_is_valid({{ expression }}, 'timestamptz')
            then {{ expression }}::timestamptz
        when pg_input_is_valid({{ expression }}, 'timestamp')
            then {{ expression }}::timestamp at time zone 'UTC'
    end
{%- endmacro %}
