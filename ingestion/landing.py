"""Collected chunks → lake: the first of the two landings.

Chunks are gathered into packages of a bounded size, and each package is one dlt
load: it lands whole, or not at all. Only offers with new content bring their
payload; everything seen leaves a sighting.
"""

import secrets
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import dlt

from ingestion import settings
from ingestion.documents import Chunk, Leaf
from ingestion.earlier_runs import RUN_ID_TIME
from ingestion.errors import LakeUnavailable
from ingestion.known_versions import KnownVersions
from ingestion.lake import Lake, bound_s3
from ingestion.landing_rows import leaf_row, offer_row, reject_row, sighting_row
from ingestion.lease import Lease
from ingestion.tables import (
    CRAWL_LEAVES,
    CRAWL_RUNS,
    ENTRIES,
    OFFERS,
    REJECTS,
    SIGHTINGS,
    LandingTable,
)

PACKAGE_OFFERS = 5_000
# A slow source lands what it has at least so often: that is all a crash can cost.
PACKAGE_SECONDS = 120

# Kept in the environment, where dlt looks first: with a single value in a file it
# looks there, too, for each of the thousand fields that a run resolves.
DLT_DEFAULTS = {
    "RUNTIME__DLTHUB_TELEMETRY": "false",
    "RUNTIME__LOG_LEVEL": "CRITICAL",
    # Each try of dlt's holds several of the storage's own.
    "LOAD__RAISE_ON_MAX_RETRIES": "2",
    # A copy of each package would fill the disk, and outlive an erasure.
    "LOAD__DELETE_COMPLETED_JOBS": "true",
    "RESTORE_FROM_DESTINATION": "false",
}

Rows = dict[LandingTable, list[dict[str, Any]]]


@dataclass
class Landed:
    """What a run has put into the lake so far."""

    collected: int = 0
    rejected: int = 0
    gone: int = 0
    new_versions: int = 0
    leaves: list[Leaf] = field(default_factory=list)


def quiet_dlt() -> None:
    """Keep dlt from calling home, and from logging what we say in one line."""
    settings.set_unset(DLT_DEFAULTS)
    bound_s3()


def lake_pipeline(source: str, lake: Lake, state: Path) -> dlt.Pipeline:
    """Return the pipeline that writes a source's folder of the lake."""
    quiet_dlt()
    return dlt.pipeline(
        pipeline_name=f"{source}_lake",
        destination=dlt.destinations.filesystem(bucket_url=lake.url),
        dataset_name=source,
        pipelines_dir=str(state / "dlt"),
    )


class LakeWriter:
    """Writes one run of one source into the lake, package by package."""

    def __init__(
        self,
        source: str,
        run_id: str,
        lake: Lake,
        known: KnownVersions,
        state: Path,
        lease: Lease,
    ) -> None:
        self.source = source
        self.run_id = run_id
        self.lake = lake
        self.known = known
        self.lease = lease
        self.landed = Landed()
        self.new_by_leaf: Counter[str] = Counter()
        self.pipeline = lake_pipeline(source, lake, state)
        finish_pending(self.pipeline)
        known.absorb(lake, source)

    def write(self, chunks: Iterable[Chunk]) -> Iterator[Landed]:
        """Land chunks as they come; yield the totals after each.

        Raises: LakeUnavailable when a package cannot be written; what was written
                before stays valid, and the next run repeats the rest.
        """
        rows: Rows = {}
        last_landing = time.monotonic()
        for chunk in chunks:
            self._add(rows, chunk)
            is_full = len(rows.get(SIGHTINGS, ())) >= PACKAGE_OFFERS
            if is_full or time.monotonic() - last_landing > PACKAGE_SECONDS:
                self._land(rows)
                rows = {}
                last_landing = time.monotonic()
            yield self.landed
        self._land(rows)
        yield self.landed

    def go_on_after(self, earlier: list[Leaf]) -> None:
        """Count what the same run had landed before it was killed or cut short."""
        done = [leaf for leaf in earlier if leaf.certified]
        self.landed.leaves.extend(done)
        self.landed.collected += sum(leaf.collected for leaf in done)
        self.landed.rejected += sum(leaf.rejected for leaf in done)
        self.landed.new_versions += sum(leaf.new_versions or 0 for leaf in earlier)

    def write_run(self, run: dict[str, Any]) -> None:
        """Land the run's own row: the last thing a run does."""
        self._land({CRAWL_RUNS: [run]})

    def _add(self, rows: Rows, chunk: Chunk) -> None:
        fresh = self.known.new_versions(chunk.documents)
        self.new_by_leaf.update(document.leaf_id for document in fresh)
        added = {
            OFFERS: [offer_row(self.run_id, document) for document in fresh],
            SIGHTINGS: [sighting_row(self.run_id, seen) for seen in chunk.documents],
            REJECTS: [reject_row(self.run_id, reject) for reject in chunk.rejects],
            CRAWL_LEAVES: [
                leaf_row(self.run_id, leaf, self.new_by_leaf.pop(leaf.leaf_id, 0))
                for leaf in chunk.leaves
            ],
            ENTRIES: [{**entry, "run_id": self.run_id} for entry in chunk.entries],
        }
        for table, table_rows in added.items():
            rows.setdefault(table, []).extend(table_rows)
        entries = len(chunk.entries)
        self.landed.collected += len(chunk.documents) + entries + chunk.unchanged
        self.landed.rejected += len(chunk.rejects)
        self.landed.new_versions += len(fresh) + entries
        self.landed.gone += sum(leaf.gone for leaf in chunk.leaves)
        self.landed.leaves.extend(
            leaf for leaf in chunk.leaves if leaf.outcome != "superseded"
        )

    def _land(self, rows: Rows) -> None:
        tables = [
            dlt.resource(
                [table.arrow(table_rows)],
                name=table.name,
                primary_key=table.primary_key,
                write_disposition="append",
            )
            for table, table_rows in rows.items()
            if table_rows
        ]
        if not tables:
            return
        self.lease.renew()
        try:
            self.pipeline.run(tables, loader_file_format="parquet")
        except Exception as error:  # dlt wraps every storage's own errors
            raise LakeUnavailable(
                f"the lake at {self.lake.url} refuses a package "
                f"({innermost(error)}); free it or check LAKE_URL, then run again"
            ) from error
        self.known.absorb(self.lake, self.source)


def finish_pending(pipeline: dlt.Pipeline) -> None:
    """Load what a killed run left extracted; what was half extracted is not listed.

    `run()` with a pending package loads it and returns without extracting, which a
    scheduler would take for today's run: so it is finished here, before.
    """
    if not pipeline.has_pending_data:
        return
    try:
        pipeline.normalize()
        pipeline.load()
    except Exception as error:  # dlt wraps every storage's own errors
        raise LakeUnavailable(
            f"pipeline {pipeline.pipeline_name} cannot finish a package that an "
            f"earlier run left ({innermost(error)}); check its destination, run again"
        ) from error


def forget_pending(pipeline: dlt.Pipeline) -> None:
    """Drop what a killed load left: the lake has it all, and Postgres may refuse it."""
    if pipeline.has_pending_data:
        pipeline.drop()


def innermost(error: BaseException) -> str:
    """Return the first cause of a chain of errors, in one short line."""
    while error.__cause__ is not None:
        error = error.__cause__
    text = " ".join(str(error).split())[:300]
    return f"{type(error).__name__}: {text}"


def run_id_at(moment: datetime, kind: str) -> str:
    """Name a run by the moment it starts, in the publisher's time, and its kind.

    A publisher's clock has whole seconds, so that two runs may share one.
    """
    return f"{moment.strftime(RUN_ID_TIME)}-{kind}-{secrets.token_hex(3)}"
