"""The five tables that every source lands: what must hold whoever the publisher is."""

from expectations.check import (
    BIGINT,
    BOOLEAN,
    DOUBLE,
    JSON,
    TEXT,
    TIMESTAMP,
    Check,
    at_least,
    check,
    columns,
    matches,
    never_null,
    no_rows,
    one_of,
    within,
)
from expectations.run_figures import rejects_kept, run_arithmetic
from expectations.unread import unread_runs

OUTCOMES = ("certified", "drifted", "failed", "skipped", "superseded")
HASH = r"^[0-9a-f]{32}$"
HTTP_URL = r"^https?://[^\s<>\"]+$"
# Publishers round their clocks; a document is not "from the future" within this margin.
CLOCK_MARGIN = "interval '5 minutes'"


def landing_checks(source: str, *, offer_id: str, url: str = HTTP_URL) -> list[Check]:
    """Check the landing tables of a source that publishes offers.

    Shape: `offer_id` and `url` are the patterns of this publisher's own identifiers.
    """
    schema = f"raw_{source}"
    return [
        offers(schema, offer_id, url),
        sightings(schema),
        unread_sightings(source, offer_id),
        crawl_leaves(schema),
        crawl_runs(schema, source),
        rejects(schema),
    ]


def offers(schema: str, offer_id: str, url: str) -> Check:
    types = {
        "offer_id": TEXT,
        "content_hash": TEXT,
        "url": TEXT,
        "fetched_at": TIMESTAMP,
        "run_id": TEXT,
        "payload": JSON,
        "lake_file": TEXT,
        "lake_row": BIGINT,
    }
    return check(
        f"{schema}.offers",
        [
            at_least(1),
            *columns(types),
            *never_null(*(name for name in types if name != "url")),
            matches("offer_id", offer_id),
            matches("content_hash", HASH),
            matches("url", url),
            within("lake_row", 0, None),
            no_rows(
                "no offer is fetched after its run ended",
                "select offers.offer_id, offers.fetched_at, runs.ended_at "
                f"from {schema}.offers as offers "
                f"inner join {schema}.crawl_runs as runs using (run_id) "
                f"where offers.fetched_at > runs.ended_at + {CLOCK_MARGIN}",
            ),
            # A run that was killed is never recorded; what it saw landed with it.
            no_rows(
                "every offer belongs to a run that was recorded, or saw offers",
                "select run_id, offers from ("
                f"select run_id, count(*) as offers from {schema}.offers as offers "
                f"where not exists (select 1 from {schema}.crawl_runs as runs "
                "where runs.run_id = offers.run_id) group by run_id) as unrecorded "
                f"where not exists (select 1 from {schema}.sightings as sightings "
                "where sightings.run_id = unrecorded.run_id)",
            ),
        ],
    )


def sightings(schema: str) -> Check:
    types = {
        "offer_id": TEXT,
        "content_hash": TEXT,
        "run_id": TEXT,
        "leaf_id": TEXT,
        "seen_at": TIMESTAMP,
        "publisher_updated_at": TIMESTAMP,
    }
    return check(
        f"{schema}.sightings",
        [
            no_rows(
                "an offer was sighted",
                f"select 1 where not exists (select 1 from {schema}.sightings)",
            ),
            *columns(types),
        ],
    )


def unread_sightings(source: str, offer_id: str) -> Check:
    """Check the sightings of runs that no build has read: the others were."""
    schema = f"raw_{source}"
    return check(
        f"{schema}.sightings",
        [
            *never_null("offer_id", "content_hash", "run_id", "leaf_id", "seen_at"),
            matches("offer_id", offer_id),
            no_rows(
                "every version that was sighted has landed",
                "select sightings.offer_id, sightings.content_hash "
                "from batch as sightings "
                f"left join {schema}.offers as offers using (offer_id, content_hash) "
                "where offers.offer_id is null",
            ),
            no_rows(
                "no offer is sighted outside its run",
                "select sightings.offer_id, sightings.seen_at, sightings.run_id "
                "from batch as sightings "
                f"inner join {schema}.crawl_runs as runs using (run_id) "
                f"where sightings.seen_at > runs.ended_at + {CLOCK_MARGIN} "
                f"or sightings.seen_at < runs.started_at - {CLOCK_MARGIN}",
            ),
        ],
        name=f"{schema}.sightings.unread",
        query=f"select * from {schema}.sightings where {unread_runs(source)}",
    )


def crawl_leaves(schema: str) -> Check:
    types = {
        "run_id": TEXT,
        "parameters": JSON,
        "announced_before": BIGINT,
        "collected": BIGINT,
        "announced_after": BIGINT,
        "rejected": BIGINT,
        "gone": BIGINT,
        "certified": BOOLEAN,
        "outcome": TEXT,
        "requests": BIGINT,
        "seconds": DOUBLE,
        "started_at": TIMESTAMP,
        "ended_at": TIMESTAMP,
    }
    return check(
        f"{schema}.crawl_leaves",
        [
            at_least(1),
            *columns(types),
            *never_null("run_id", "leaf_id", "certified", "outcome", "started_at"),
            one_of("outcome", *OUTCOMES),
            within("collected", 0, None),
            within("rejected", 0, None),
            within("requests", 0, None),
            no_rows(
                "a leaf is certified exactly when its outcome says so",
                "select run_id, leaf_id, certified, outcome from batch as leaves "
                "where certified is distinct from (outcome = 'certified')",
            ),
            no_rows(
                "a certified leaf accounts for all that was announced",
                "select run_id, leaf_id, announced_after, collected, rejected, gone "
                "from batch as leaves where certified "
                "and (coalesce(announced_after, announced_before) "
                "<= collected + rejected + coalesce(gone, 0)) is not true",
            ),
        ],
    )


def crawl_runs(schema: str, source: str, *, has_offers: bool = True) -> Check:
    types = {
        "run_id": TEXT,
        "source": TEXT,
        "kind": TEXT,
        "status": TEXT,
        "started_at": TIMESTAMP,
        "ended_at": TIMESTAMP,
        "announced": BIGINT,
        "collected": BIGINT,
        "rejected": BIGINT,
        "gone": BIGINT,
        "new_versions": BIGINT,
        "certified": BOOLEAN,
        "code_version": TEXT,
    }
    return check(
        f"{schema}.crawl_runs",
        [
            at_least(1),
            *columns(types),
            *never_null("run_id", "source", "kind", "status", "started_at"),
            one_of("source", source),
            one_of("kind", "full", "incremental", "slice", "backfill"),
            one_of("status", "complete", "incomplete", "failed"),
            no_rows(
                "no run ends before it starts, nor after now",
                "select run_id, started_at, ended_at from batch as runs "
                f"where ended_at < started_at or ended_at > now() + {CLOCK_MARGIN}",
            ),
            *(run_arithmetic(schema) if has_offers else ()),
            rejects_kept(schema),
            no_rows(
                "the newest run is not lost in rejects",
                "select run_id, collected, rejected from batch as runs "
                "where rejected > 20 and rejected > 0.2 * (collected + rejected) "
                "and started_at = (select max(started_at) from batch as newest)",
            ),
        ],
    )


def rejects(schema: str) -> Check:
    types = {
        "reject_id": TEXT,
        "run_id": TEXT,
        "reason": TEXT,
        "detail": TEXT,
        "body": TEXT,
        "rejected_at": TIMESTAMP,
    }
    return check(
        f"{schema}.rejects",
        [*columns(types), *never_null("reject_id", "run_id", "reason", "rejected_at")],
    )
