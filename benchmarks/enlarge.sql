-- Enlarge the newest release: each of its facts so many times, by copies whose keys
-- end in their number. Aggregates stay as they are, so figures no longer agree: this
-- is for measuring time.
do $enlarge$
declare
    schema text := (select max(release) from published.releases);
    fact text;
    columns text;
    definitions text[];
    definition text;
begin
    execute format('set local search_path to %I', schema);
    for fact in
        select table_name from information_schema.tables
        where table_schema = schema
            and (table_name like 'fct\_off%' or table_name like 'fct\_open%'
                or table_name in ('fct_duplicate_pairs', 'dim_employers'))
    loop
        select string_agg(
            case
                when column_name in (
                    'offer_key', 'offer_key_a', 'offer_key_b', 'opening_id',
                    'lead_offer_key', 'version_key'
                )
                    then format('%I || ''~'' || copy', column_name)
                -- An employer with a thousand times the openings would be another.
                when column_name = 'employer_id'
                    then 'case when employer_id = ''unknown'' then employer_id '
                        'else employer_id || ''_'' || copy % {employers} end'
                else format('%I', column_name)
            end,
            ', ' order by ordinal_position
        )
        into columns
        from information_schema.columns
        where table_schema = schema and table_name = fact;
        definitions := array(
            select indexdef from pg_indexes
            where schemaname = schema and tablename = fact
        );
        execute format('alter table %I rename to shown', fact);
        execute format(
            'create unlogged table %I as select shown.* from shown '
            'union all select %s from shown, generate_series(1, %s) as copies (copy) '
            '%s',
            fact,
            columns,
            case
                when fact = 'dim_employers' then {employers} else {copies} - 1
            end,
            case
                -- As the marts lay them down.
                when fact in ('fct_offers', 'fct_openings')
                    then 'order by region_code, departement_code'
            end
        );
        if fact = 'dim_employers' then
            delete from dim_employers
            where ctid not in (
                select min(ctid) from dim_employers group by employer_id
            );
        end if;
        drop table shown cascade;
        foreach definition in array definitions loop
            execute definition;
        end loop;
    end loop;
    execute format('grant select on all tables in schema %I to vigie_reader', schema);
end
$enlarge$;
