"""Recorded jobs as pages: listed in the sitemaps, answered as they were."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from simulator.wttj.addresses import Address
from simulator.wttj.sitemaps import PART_SIZE

Record = dict[str, Any]


class RecordedJobs:
    """Serves recorded jobs, oldest change first."""

    def __init__(self, jobs: dict[tuple[str, str, str], Record]) -> None:
        self.jobs = jobs
        self.order = sorted(jobs, key=lambda key: (_touched(jobs[key]), key))

    def count_listed(self, instant: int) -> int:
        """Count the jobs that the sitemaps list: all of them."""
        return len(self.order)

    def count_open(self, instant: int) -> int:
        """Count the jobs that are not archived."""
        return sum(job.get("archived_at") is None for job in self.jobs.values())

    def part(self, number: int, instant: int) -> list[tuple[str, int]]:
        """List one sitemap part."""
        keys = self.order[number * PART_SIZE : (number + 1) * PART_SIZE]
        return [(Address(*key).path, _touched(self.jobs[key])) for key in keys]

    def job(
        self, language: str, organization: str, slug: str, instant: int
    ) -> Record | None:
        """Return the job behind an address, or None."""
        return self.jobs.get((language, organization, slug))


def _touched(job: Record) -> int:
    written = job.get("updated_at") or job.get("published_at") or "1970-01-01T00:00:00Z"
    return int(datetime.fromisoformat(written.replace("Z", "+00:00")).timestamp())
