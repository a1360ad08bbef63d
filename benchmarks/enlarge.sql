-- Enlarge the newest release: each of its facts so many times, by copies whose keys
-- end in their number. A copy lies where another row does, and has one of five times
-- as many occupations, so that there are as many different cells as in a market of
-- that size. Aggregates stay as they are, so figures no longer agree: this is for
-- measuring time. What is made from the facts alone is made anew after this.
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
            and (
                table_name in (
                    'fct_duplicate_pairs', 'fct_reopenings', 'dim_employers',
                    'dim_occupations'
                )
                or table_name like 'fct\_off%'
                or table_name in ('fct_openings', 'fct_opening_skills')
            )
    loop
        select string_agg(
            case
                when column_name in (
                    'offer_key', 'offer_key_a', 'offer_key_b', 'opening_id',
                    'lead_offer_key', 'version_key', 'counted_id'
                )
                    then format('shown.%I || ''~'' || copy', column_name)
                -- An employer with a thousand times the openings would be another.
                when column_name = 'employer_id'
                    then 'case when shown.employer_id = ''unknown'' '
                        'then shown.employer_id '
                        'else shown.employer_id || ''_'' || copy % {employers} end'
                when column_name = 'rome_code' and fact in (
                    'fct_offers', 'fct_openings', 'dim_occupations'
                )
                    then 'case when copy % 5 = 0 or shown.rome_code = ''unknown'' '
                        'then shown.rome_code '
                        'else shown.rome_code || ''_'' || copy % 5 end'
                when column_name in ('place_id', 'departement_code', 'region_code')
                    and fact in ('fct_offers', 'fct_openings')
                    then format('others.%I', column_name)
                else format('shown.%I', column_name)
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
        if fact in ('fct_offers', 'fct_openings') then
            create temp table numbered on commit drop as
            select row_number() over () as number, shown.* from shown;
            create unique index on numbered (number);
        end if;
        execute format(
            'create unlogged table %I as select shown.* from shown '
            'union all select %s from %s cross join generate_series(1, %s) '
            'as copies (copy) %s %s',
            fact,
            columns,
            case
                when fact in ('fct_offers', 'fct_openings')
                    then 'numbered as shown'
                else 'shown'
            end,
            case fact
                when 'dim_employers' then {employers}
                when 'dim_occupations' then 4
                else {copies} - 1
            end,
            case
                when fact in ('fct_offers', 'fct_openings')
                    then 'inner join numbered as others on others.number = 1 '
                        '+ (shown.number * 7919 + copy * 104729) '
                        '% (select count(*) from shown)'
            end,
            case
                -- As the marts lay them down.
                when fact in ('fct_offers', 'fct_openings')
                    then 'order by region_code, departement_code'
            end
        );
        if fact in ('dim_employers', 'dim_occupations') then
            execute format(
                'delete from %1$I where ctid not in '
                '(select min(ctid) from %1$I group by %2$I)',
                fact,
                case fact
                    when 'dim_employers' then 'employer_id' else 'rome_code'
                end
            );
        end if;
        drop table if exists numbered;
        drop table shown cascade;
        foreach definition in array definitions loop
            execute definition;
        end loop;
    end loop;
end
$enlarge$;
