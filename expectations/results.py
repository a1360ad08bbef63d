"""What an expectation answered: the line a person reads, the row that is kept."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from psycopg2.extras import execute_values

from expectations.warehouse import connected

CREATE_RESULTS = """
create table if not exists gates.expectation_results (
    gate_run_id text not null,
    gate text not null,
    suite text not null,
    expectation text not null,
    column_name text,
    success boolean not null,
    observed text,
    unexpected_count bigint,
    unexpected_examples text,
    row_count bigint,
    checked_at timestamptz not null
)
"""
CREATE_JUDGED_MARTS = """
create table if not exists gates.judged_marts (
    gate_run_id text not null,
    mart text not null,
    built_at timestamptz
)
"""


@dataclass(frozen=True)
class Outcome:
    """One expectation's answer; counts are rows, examples are already shortened."""

    suite: str
    expectation: str
    column: str | None
    success: bool
    observed: str | None = None
    unexpected_count: int | None = None
    unexpected_examples: str | None = None
    row_count: int | None = None

    def line(self) -> str:
        """Say in one line what failed, what was seen, and in how many rows."""
        parts = [f"{self.suite}: {self.expectation}"]
        if self.column:
            parts.append(f"column {self.column}")
        if self.observed is not None:
            parts.append(f"observed {self.observed}")
        if self.unexpected_count is not None:
            of = "" if self.row_count is None else f" of {self.row_count}"
            parts.append(f"{self.unexpected_count}{of} rows unexpected")
        if self.unexpected_examples:
            parts.append(f"e.g. {self.unexpected_examples}")
        return " | ".join(parts)


def examples_of(values: Iterable[object], limit: int = 3) -> str | None:
    """Show a few values, once each and cut: a payload must not flood the terminal."""
    shown: list[str] = []
    for value in values:
        text = json.dumps(value, ensure_ascii=False, default=str)
        text = text if len(text) <= 160 else text[:157] + "..."
        if text not in shown:
            shown.append(text)
        if len(shown) == limit:
            break
    # NUL cannot be stored, and would hide the rest of the line in a terminal.
    return ", ".join(shown).replace("\x00", "") or None


def keep(
    gate_run_id: str,
    gate: str,
    outcomes: Iterable[Outcome],
    checked_at: datetime,
    judged: Iterable[tuple[str, datetime | None]],
) -> None:
    """Append one gate run to the results table, dated by when it began.

    `judged` are marts, each with the moment of the build that was there then: any
    other build of them the gate has not judged.
    """
    rows = [
        (
            gate_run_id,
            gate,
            outcome.suite,
            outcome.expectation,
            outcome.column,
            outcome.success,
            outcome.observed,
            outcome.unexpected_count,
            outcome.unexpected_examples,
            outcome.row_count,
            checked_at,
        )
        for outcome in outcomes
    ]
    builds = [(gate_run_id, *build) for build in judged]
    with connected() as connection, connection.cursor() as cursor:
        cursor.execute(CREATE_RESULTS)
        cursor.execute(CREATE_JUDGED_MARTS)
        execute_values(cursor, "insert into gates.expectation_results values %s", rows)
        execute_values(cursor, "insert into gates.judged_marts values %s", builds)
