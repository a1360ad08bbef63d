"""Writes the scores for people: a table, then each task's worst cases."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from evaluation.scores import Score


def write_report(scores: Iterable[Score], basis: str, path: Path) -> None:
    """Write a Markdown report. It quotes offers: it is never committed."""
    scores = list(scores)
    table = [
        f"# How right the answers are ({basis})",
        "",
        "| task | measure | value | 95 % interval | n |",
        "|---|---|---|---|---|",
    ]
    for score in scores:
        for measure, figure in score.figures.items():
            shown = ("–", "–")
            if figure.value is not None:
                interval = f"{figure.low:.3f} to {figure.high:.3f}"
                shown = (f"{figure.value:.3f}", interval)
            table.append(
                f"| {score.task} | {measure} | {shown[0]} | {shown[1]} | {figure.n} |"
            )
    cases = [
        line
        for score in scores
        for line in ["", f"## {score.task}", "", *(f"- {w}" for w in score.worst)]
    ]
    path.write_text("\n".join([*table, *cases]) + "\n", encoding="utf-8")
