-- The first run of France Travail, again on each of the days before it. It found
-- nothing new then: what it lists was landed by the first run.
create temp table earlier as
select
    runs.run_id,
    to_jsonb(runs) || jsonb_build_object(
        'run_id',
        to_char(runs.started_at - days.days * interval '1 day', 'YYYYMMDD"T"HH24MISS"Z"')
        || '-full-' || days.days,
        'started_at', runs.started_at - days.days * interval '1 day',
        'ended_at', runs.ended_at - days.days * interval '1 day',
        'new_versions', 0
    ) as run,
    days.days
from (
    select * from raw_france_travail.crawl_runs order by started_at limit 1
) as runs
cross join generate_series(1, %(days)s) as days (days);

insert into raw_france_travail.crawl_leaves
select (jsonb_populate_record(leaves, jsonb_build_object(
    'run_id', earlier.run ->> 'run_id',
    'started_at', leaves.started_at - earlier.days * interval '1 day',
    'ended_at', leaves.ended_at - earlier.days * interval '1 day',
    'new_versions', 0
))).*
from raw_france_travail.crawl_leaves as leaves
inner join earlier on leaves.run_id = earlier.run_id;

insert into raw_france_travail.sightings
select (jsonb_populate_record(sightings, jsonb_build_object(
    'run_id', earlier.run ->> 'run_id',
    'seen_at', sightings.seen_at - earlier.days * interval '1 day'
))).*
from raw_france_travail.sightings
inner join earlier on sightings.run_id = earlier.run_id;

insert into raw_france_travail.crawl_runs
select (jsonb_populate_record(null::raw_france_travail.crawl_runs, run)).*
from earlier;

analyze raw_france_travail.crawl_runs,
raw_france_travail.crawl_leaves,
raw_france_travail.sightings;
