"""A crawl of offers that come and go while it runs, held against the planted truth:
`python -m benchmarks.crawl_proof [offers]`. Exits with 1 where anything is amiss."""

import argparse
import sys
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from benchmarks.collecting import Collected, ask, collect, world_of

QUOTA = 500
OFFERS_AN_ANSWER = 149
SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Truth:
    """What the publisher had open: all the time, and at any moment of the crawl."""

    throughout: set[str]
    ever: set[str]
    inserted: int
    deleted: int


def drift(offers: int) -> dict[str, Any]:
    """Return the fault switch: 250 inserts and as many deletes in a million offers.

    Fewer in smaller worlds, more than in proportion: a window that is read anew each
    time it moves must have a chance to stand still, and there are fewer windows.
    """
    events = max(2.0, 250 * (offers / 1_000_000) ** 1.4)
    likely = events / (offers / OFFERS_AN_ANSWER)
    return {"name": "drift", "insert": 1, "delete": 1, "probability": likely}


def crawl(offers: int, folder: Path) -> tuple[Truth, Collected]:
    """Collect a drifting world into a folder; return what was true of it."""
    with world_of(offers, QUOTA) as world:
        before = set(ask(world, "open")["france_travail"])
        ask(world, "faults", {"faults": [drift(offers)]})
        collected = collect(world, folder)
        state = ask(world, "state")
        after = set(ask(world, "open")["france_travail"])
    came, went = state["drifted_in"], state["drifted_out"]
    truth = Truth(
        # One that went and came back was not there throughout.
        throughout=(before & after) - set(went),
        ever=before | set(came),
        inserted=len(came),
        deleted=len(went),
    )
    return truth, collected


def table(folder: Path, name: str) -> pa.Table:
    """Read one table of the lake, straight from its Parquet files."""
    return ds.dataset(folder / "lake" / "france_travail" / name).to_table()


def faults_of_sightings(truth: Truth, folder: Path) -> list[str]:
    """Compare what the lake saw with what was there to be seen."""
    ids = table(folder, "sightings")["offer_id"].to_pylist()
    seen = set(ids)
    versions = table(folder, "offers").select(["offer_id", "content_hash"])
    keys = versions.group_by(["offer_id", "content_hash"]).aggregate([])
    stored = set(pc.unique(versions["offer_id"]).to_pylist())
    found = {
        "offers open throughout were not seen": len(truth.throughout - seen),
        "sightings are of offers that were never open": len(seen - truth.ever),
        "offers were seen twice in the run": len(ids) - len(seen),
        "versions are stored twice": versions.num_rows - keys.num_rows,
        "offers were seen and have no payload": len(seen - stored),
    }
    return [f"{count} {what}" for what, count in found.items() if count]


def faults_of_certificate(folder: Path) -> list[str]:
    """Hold what the run and its leaves say against one another and the sightings."""
    runs = table(folder, "crawl_runs").to_pylist()
    if len(runs) != 1:
        return [f"the lake has {len(runs)} runs, not one"]
    run = runs[0]
    leaves = [
        leaf
        for leaf in table(folder, "crawl_leaves").sort_by("covers_from").to_pylist()
        if leaf["outcome"] != "superseded"
    ]
    counts = table(folder, "sightings")["leaf_id"].value_counts().to_pylist()
    sightings = {count["values"]: count["counts"] for count in counts}
    lying = [
        leaf
        for leaf in leaves
        if leaf["certified"]
        and not (
            leaf["announced_before"]
            == leaf["announced_after"]
            == leaf["collected"] + leaf["rejected"]
            == sightings.get(leaf["leaf_id"], 0) + leaf["rejected"]
        )
    ]
    gaps = [
        above["covers_from"]
        for below, above in pairwise(leaves)
        if above["covers_from"] != below["covers_to"] + SECOND
    ]
    uncertified = sum(not leaf["certified"] for leaf in leaves)
    found = {
        "leaves are not certified": uncertified,
        "leaves are certified although their counts disagree": len(lying),
        "gaps or overlaps are between the leaves' dates": len(gaps),
        "collected offers have no sighting": run["collected"] - sum(sightings.values()),
    }
    faults = [f"{count} {what}" for what, count in found.items() if count]
    if run["certified"] != (uncertified == 0):
        faults.append(f"the run says certified={run['certified']}")
    return faults


def main() -> int:
    """Crawl, compare, print the verdict."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crawl_proof")
    parser.add_argument("offers", nargs="?", type=int, default=1_000_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        truth, collected = crawl(given.offers, Path(name))
        if not collected.report:
            print(f"crawl-proof: FAILED: no certificate: {collected.last_words}")
            return 1
        faults = faults_of_sightings(truth, Path(name))
        faults += faults_of_certificate(Path(name))
    report = collected.report
    verdict = (
        f"FAILED: {'; '.join(faults)}" if faults else "residual 0, certificate true"
    )
    print(
        f"truth: {len(truth.throughout)} offers open throughout, {truth.inserted} came "
        f"and {truth.deleted} went during the crawl\n"
        f"lake: {report['collected']} offers in {report['seconds']:.0f} s, peak "
        f"{collected.peak:.0f} MiB; {report['certificate']}\n"
        f"crawl-proof: {verdict}"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
