"""The simulator's planted truth, told in the terms of the labels.

A text may name more skills than it was made to name, so only recall is scored of
skills; an edit changes fields, so only offers that were never edited are compared.
"""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

from evaluation.errors import EvaluationFailed
from evaluation.labels import Labels, OfferId, Record, lines, offer_id
from evaluation.pipeline import PROJECT_ROOT, run_chain
from evaluation.scores import WORST_SHOWN, Score, share
from evaluation.tasks.fields import CONTRACTS, PERIODS

# When the demo collects: enough for offers to change, to close and to come back.
DAYS_AGO = ("28", "14", "0")
TRUTH = "truth.jsonl"


def make_world(data: Path, offers: int) -> None:
    """Run the demo's chain in the scratch folder and write its truth beside it."""
    run_chain(data, "demo", "--offers", str(offers), "--days-ago", *DAYS_AGO)
    truth = [sys.executable, "-m", "simulator", "truth", "--offers", str(offers)]
    period = ["--day", f"-{DAYS_AGO[0]}", "--truth-until", DAYS_AGO[0]]
    done = subprocess.run(
        [*truth, *period, "--out", str(data / TRUTH)],
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise EvaluationFailed(done.stderr.strip())


def read_truth(data: Path, openings: dict[OfferId, str]) -> Labels:
    """Read the truth of the offers that landed, as labels.

    Raises: EvaluationFailed when no world was made in this folder yet.
    """
    path = data / TRUTH
    if not path.exists():
        raise EvaluationFailed(f"no planted truth in {path}: run without --built")
    landed = [
        record for record in lines(path, offer_id) if offer_id(record) in openings
    ]
    unedited = [record for record in landed if not record["changes"]]
    return Labels(
        pairs=list(pairs_of(landed, openings)),
        offers=[as_labels(record) for record in unedited],
        occupations=[r for r in unedited if r["source"] != "france_travail"],
        fingerprint="simulator",
    )


def pairs_of(landed: list[Record], openings: dict[OfferId, str]) -> Iterator[Record]:
    """Yield every pair that is the same in truth or in the answers."""
    truth = {offer_id(record): record for record in landed}
    told = {key: openings[key] for key in truth}
    planted = {key: record["opening_id"] for key, record in truth.items()}
    for a, b in sorted(pairs_within(told) | pairs_within(planted)):
        kind = truth[b]["duplicate_class"] or truth[a]["duplicate_class"]
        yield {
            "a": dict(zip(("source", "offer_id"), a, strict=True)),
            "b": dict(zip(("source", "offer_id"), b, strict=True)),
            "same_opening": planted[a] == planted[b],
            "class": kind or "original",
        }


def pairs_within(groups: dict[OfferId, str]) -> set[tuple[OfferId, OfferId]]:
    """Return the pairs of members of each group."""
    members = defaultdict(list)
    for key, group in groups.items():
        members[group].append(key)
    return {pair for keys in members.values() for pair in combinations(sorted(keys), 2)}


def as_labels(record: Record) -> Record:
    """Return one offer's truth in the shape of a label."""
    salary = record["salary"]
    return {
        **record,
        "salary": {**salary, "declared_period": PERIODS.get(salary["period"])},
        "contract": CONTRACTS.get(record["contract_family"], "other"),
        "skills": [{**skill, "kind": "hard", "also": []} for skill in record["skills"]],
    }


def score_planted_skills(offers: list[Record], found: dict) -> Score:
    """Score how many of the planted skills were found."""
    hits, missed = 0, []
    for offer in offers:
        ours = {skill.skill_id for skill in found.get(offer_id(offer), [])}
        for skill in offer["skills"]:
            if skill["skill_id"] in ours:
                hits += 1
            else:
                missed.append(f"{skill['skill_id']} “{skill['surface']}”")
    n = hits + len(missed)
    return Score("skills", {"recall": share(hits, n)}, worst=missed[:WORST_SHOWN])


def score_planted_personal_data(
    offers: list[Record], texts: Iterable[tuple[OfferId, str]]
) -> Score:
    """Look for the planted names, numbers and addresses in what landed."""
    planted = {
        offer_id(offer): [datum["value"] for datum in offer["personal_data"]]
        for offer in offers
    }
    documents, left = 0, []
    for key, text in texts:
        if planted.get(key):
            documents += 1
            left += [f"{key}: {value}" for value in planted[key] if value in text]
    return Score(
        "personal_data",
        {"clean_documents": share(documents - len({w.split(":")[0] for w in left}),
                                  documents)},
        {"left": len(left)},
        left[:WORST_SHOWN],
    )  # fmt: skip
