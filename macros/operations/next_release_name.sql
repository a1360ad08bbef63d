{# release_<utc yyyymmddhhmmss>; the next free second when this one is taken. #}
{% macro next_release_name() %}
    {% set free_names %}
        select names.release
        from generate_series(0, 59) as seconds (ahead)
        cross join lateral (
            select
                'release_' || to_char(
                    now() at time zone 'UTC'
                    + seconds.ahead * interval '1 second',
                    'YYYYMMDDHH24MISS'
                ) as release
        ) as names
        where to_regnamespace(names.release) is null
        order by seconds.ahead
        limit 1
    {% endset %}
    {{ return(run_query(free_names).rows[0][0]) }}
{% endmacro %}
