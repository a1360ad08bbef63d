"""The raw gate: every source that was ever collected."""

from collections.abc import Callable

from expectations import france_travail, references, service_public, wttj
from expectations.check import Check
from expectations.warehouse import existing_tables, has_rows

SOURCES: dict[str, Callable[[], list[Check]]] = {
    "references": references.checks,
    "france_travail": france_travail.checks,
    "wttj": wttj.checks,
    "service_public": service_public.checks,
}


def collected_sources() -> list[str]:
    """List the sources with at least one recorded run, whatever the run brought."""
    tables = existing_tables()
    return [
        source
        for source in SOURCES
        if f"raw_{source}.crawl_runs" in tables and has_rows(f"raw_{source}.crawl_runs")
    ]


def raw_checks(collected: list[str]) -> list[Check]:
    return [one for source in collected for one in SOURCES[source]()]
