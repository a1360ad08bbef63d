"""The committed figures, `seeds/model_quality.csv`, and how today's compare."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from evaluation.pipeline import PROJECT_ROOT
from evaluation.scores import Figure, Score, rounded

COMMITTED = PROJECT_ROOT / "seeds" / "model_quality.csv"
COLUMNS = [
    "task",
    "measure",
    "basis",
    "labels",
    "value",
    "n",
    "interval_low",
    "interval_high",
    "measured_on",
]
# One reader's labels are not worth more than this.
ALLOWED_DROP = 0.01


def drops(
    scores: Iterable[Score], basis: str, labels: str, committed: Path = COMMITTED
) -> list[str]:
    """Word each figure that fell by more than a point under the committed one."""
    before = {
        (row["task"], row["measure"]): float(row["value"])
        for row in read(committed)
        if row["basis"] == basis and row["labels"] == labels and row["value"]
    }
    return [
        f"{score.task} {measure}: {figure.value:.4f}, committed "
        f"{before[score.task, measure]:.4f}"
        for score in scores
        for measure, figure in score.figures.items()
        if (score.task, measure) in before
        and figure.value is not None
        and figure.value < before[score.task, measure] - ALLOWED_DROP
    ]


def commit(
    scores: Iterable[Score], basis: str, labels: str, committed: Path = COMMITTED
) -> None:
    """Write today's figures over the committed ones of the same basis."""
    kept = [row for row in read(committed) if row["basis"] != basis]
    told = [
        row_of(score.task, measure, basis, labels, figure)
        for score in scores
        for measure, figure in score.figures.items()
        if figure.value is not None
    ]
    rows = sorted(
        [*kept, *told], key=lambda row: (row["basis"], row["task"], row["measure"])
    )
    with committed.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def read(committed: Path) -> list[dict[str, str]]:
    """Return the committed rows; none where nothing was committed yet."""
    if not committed.exists():
        return []
    with committed.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def row_of(
    task: str, measure: str, basis: str, labels: str, figure: Figure
) -> dict[str, str]:
    """Return one figure as a row of the seed."""
    return {
        "task": task,
        "measure": measure,
        "basis": basis,
        "labels": labels,
        "value": str(rounded(figure.value)),
        "n": str(figure.n),
        "interval_low": str(rounded(figure.low)),
        "interval_high": str(rounded(figure.high)),
        "measured_on": date.today().isoformat(),
    }
