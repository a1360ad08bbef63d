{# The current release and the one before it stay; older ones go. #}
{% macro drop_old_releases_statements() %}
    set local lock_timeout = '60s';
    do $old$
    declare stale text;
    begin
        for stale in
            select nspname from pg_namespace
            where nspname ~ '^release_[0-9]{14}$'
            order by nspname desc
            offset 2
        loop
            execute format('drop schema %I cascade', stale);
            delete from published.releases where release = stale;
        end loop;
    end
    $old$;
{% endmacro %}
