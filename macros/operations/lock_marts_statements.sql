{#
    Hold the marts as they are until the transaction ends: a build that would
    replace one, or add to it, waits.
#}
{% macro lock_marts_statements(marts) %}
    set local lock_timeout = '60s';
    do $lock$
    declare mart regclass;
    begin
        for mart in
            select oid::regclass from pg_class
            where
                relnamespace = to_regnamespace('marts')
                and relkind = 'r'
                and relname in ('{{ marts | join("', '") }}')
        loop
            execute format('lock table %s in share mode', mart);
        end loop;
    end
    $lock$;
{% endmacro %}
