"""`python -m evaluation`: score the models on labelled offers or on planted truth.

`folds` scores the duplicates rule, fitted anew, on pairs that it was not fitted on.

One JSON line a task on standard output; the chain's own words on standard error.
"""

import argparse
import json
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from psycopg2.errors import UndefinedTable

from evaluation.answers import Answers
from evaluation.committed import commit, drops
from evaluation.corpus import write_recording
from evaluation.errors import EvaluationFailed
from evaluation.folds import score_folds
from evaluation.labels import Labels, read_labels
from evaluation.pipeline import PROJECT_ROOT, connect, run_chain
from evaluation.planted import (
    make_world,
    read_truth,
    score_planted_personal_data,
    score_planted_skills,
)
from evaluation.report import write_report
from evaluation.scores import Score
from evaluation.tasks.duplicates import score_duplicates
from evaluation.tasks.fields import score_fields
from evaluation.tasks.occupations import score_occupations
from evaluation.tasks.personal_data import score_personal_data
from evaluation.tasks.skills import score_skills

DATA = PROJECT_ROOT / "data"
Scored = tuple[Labels, list[Score]]


def main() -> int:
    """Run the pipeline and score it; 1 after a failure or a drop of a figure."""
    options = parser().parse_args()
    basis = "labelled" if options.basis == "folds" else options.basis
    data = DATA / f"evaluation-{basis}"
    try:
        if options.basis == "folds":
            return print_folds(options, data)
        labels, scores = SCORERS[options.basis](options, data)
    except EvaluationFailed as error:
        print(f"vigie: {error}", file=sys.stderr)
        return 1
    except UndefinedTable:
        print(f"vigie: nothing was built in {data}; evaluate first", file=sys.stderr)
        return 1
    for score in scores:
        print(json.dumps(score.line(options.basis), ensure_ascii=False))
    write_report(scores, options.basis, data / "report.md")
    print(f"worst cases: {data / 'report.md'}", file=sys.stderr)
    if options.commit:
        commit(scores, options.basis, labels.fingerprint)
        return 0
    fallen = drops(scores, options.basis, labels.fingerprint)
    for drop in fallen:
        print(f"vigie: fell by more than a point: {drop}", file=sys.stderr)
    return 1 if fallen else 0


def parser() -> argparse.ArgumentParser:
    """Describe the options."""
    top = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    top.add_argument("basis", choices=(*SCORERS, "folds"))
    top.add_argument("--labels", type=Path, default="../shared/data/labels")
    top.add_argument("--corpus", type=Path, default="../shared/data/real")
    top.add_argument("--offers", type=int, default=4000, help="planted, open at a time")
    top.add_argument("--built", action="store_true", help="score the last build again")
    top.add_argument("--commit", action="store_true", help="write the seed's figures")
    return top


def score_labelled(options: argparse.Namespace, data: Path) -> Scored:
    """Send corpus and labelled offers through the pipeline and score its answers."""
    labels = read_labels(options.labels)
    if not options.built:
        with tempfile.TemporaryDirectory(prefix="vigie_labels_") as recording:
            write_recording(options.corpus, options.labels, labels, Path(recording))
            run_chain(data, "replay", "--ungated", "--data", recording)
    with closing(connect(data)) as warehouse:
        answers = Answers(warehouse)
        skills = answers.skills()
        return labels, [
            score_duplicates(labels.pairs, answers.openings()),
            score_skills("skills", labels.offers, skills),
            score_skills("soft_skills", labels.offers, skills),
            score_occupations(labels.occupations, answers.occupations()),
            *score_fields(labels.offers, answers.fields()),
            score_personal_data(answers.landed_texts()),
        ]


def score_planted(options: argparse.Namespace, data: Path) -> Scored:
    """Send a simulated world through the pipeline and score against its truth."""
    if not options.built:
        make_world(data, options.offers)
    with closing(connect(data)) as warehouse:
        answers = Answers(warehouse)
        openings = answers.openings()
        labels = read_truth(data, openings)
        return labels, [
            score_duplicates(labels.pairs, openings),
            score_planted_skills(labels.offers, answers.skills()),
            score_occupations(labels.occupations, answers.occupations()),
            *score_fields(labels.offers, answers.fields()),
            score_planted_personal_data(labels.offers, answers.landed_texts()),
        ]


def print_folds(options: argparse.Namespace, data: Path) -> int:
    """Print one JSON line for all features, and one without each."""
    pairs = read_labels(options.labels).pairs
    with closing(connect(data)) as warehouse:
        for line in score_folds(warehouse, pairs):
            print(json.dumps(line))
    return 0


SCORERS = {"labelled": score_labelled, "planted": score_planted}

if __name__ == "__main__":
    sys.exit(main())
