"""What no build has read yet: the raw gate looks at that, not at years again."""

from expectations.warehouse import connected, existing_tables

RUNS_READ = "marts.fct_crawl_runs"
# Shares want a crowd: a day of three offers is judged together with those before it.
CROWD = 10_000


def unread_runs(source: str) -> str:
    """Say in SQL, of a `run_id` of this source, that no build has read that run.

    Names of runs begin with their time. One that was cut off is not recorded, so it is
    among the unread when it is newer than all that were read. One that was gone on with
    keeps its name and has another end: it is unread again.
    """
    if RUNS_READ not in existing_tables():
        return "true"
    with connected() as connection, connection.cursor() as cursor:
        cursor.execute(
            f"select max(run_id) from {RUNS_READ} where source = %s", [source]
        )
        newest_read = cursor.fetchone()[0]
        cursor.execute(
            f"select run_id from raw_{source}.crawl_runs as runs where not exists "
            f"(select 1 from {RUNS_READ} as read "
            "where read.source = %s and read.run_id = runs.run_id "
            "and read.ended_at is not distinct from runs.ended_at)",
            [source],
        )
        unread = [run_id for (run_id,) in cursor.fetchall()]
        condition = "(run_id > %s or run_id = any(%s))"
        return cursor.mogrify(condition, [newest_read or "", unread]).decode()


def unread_or_newest_offers(source: str) -> str:
    """Say in SQL, of an offer of this source, that it is unread or of the newest."""
    return (
        f"{unread_runs(source)} or (offer_id, content_hash) in ("
        "select newest.offer_id, newest.content_hash "
        f"from raw_{source}.offers as newest "
        f"order by newest.fetched_at desc, newest.offer_id limit {CROWD})"
    )
