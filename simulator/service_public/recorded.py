"""Recorded vacancies: the columns their recorder kept, put back in the file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from simulator.service_public.rows import COLUMNS, OPEN_ENDED, day_of

Record = dict[str, Any]
# The recorder's name of a column → the publisher's.
_RECORDED = {
    "id": "Référence",
    "titre": "Intitulé du poste",
    "employeur": "Employeur",
    "ville": "Lieu d'affectation",
    "domaine": "Métier",
    "contrat": "Durée du contrat",
    "versant": "Versant",
    "date_publication": "Date de première publication",
    "date_limite": "Date de fin de publication par défaut",
}


class RecordedVacancies:
    """Serves recorded rows in every weekly file."""

    def __init__(self, rows: list[Record]) -> None:
        self.recorded = [_row(record) for record in rows]

    def rows(self, day: date) -> Iterator[dict[str, str]]:
        """List the rows of a file."""
        yield from self.recorded

    def count_open(self, instant: int) -> int:
        """Count the vacancies that have not ended."""
        today = day_of(instant)
        ends = [row["Date de fin de publication par défaut"] for row in self.recorded]
        return sum(
            end in ("", OPEN_ENDED)
            or datetime.strptime(end, "%d/%m/%Y").date() >= today
            for end in ends
        )


def _row(record: Record) -> dict[str, str]:
    row = dict.fromkeys(COLUMNS, "")
    for name, column in _RECORDED.items():
        row[column] = record.get(name) or ""
    start = "Date de début de publication par défaut"
    row[start] = row["Date de première publication"]
    return row
