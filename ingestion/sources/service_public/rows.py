"""Reads a `;` CSV whose fields hold line breaks, so that a damaged row costs no other.

A stray quote makes one field of all that stands before the next one. Read strictly,
that one tells: a quote ends a field only before a `;` or the end of a line.
"""

import csv
from collections import deque
from collections.abc import Iterable, Iterator

LONGEST_FIELD = 1_000_000


def read_rows(lines: Iterable[str]) -> Iterator[tuple[list[str], str | None]]:
    """Yield the fields of the header and of each row, and why they are not a row.

    Where no row can be read, one line is given up, with as many of its fields as can
    be told, and reading goes on with the next: rows that a stray quote swallowed are
    read, and what is left of a row that was given up is given up line by line.
    """
    csv.field_size_limit(LONGEST_FIELD)
    lines, swallowed, width = iter(lines), deque[str](), 0
    while True:
        taken: list[str] = []
        try:
            fields = next(table(taking(taken, swallowed, lines), strict=True), None)
            width = width or len(fields or ())
            problem = "not as many fields as columns"
        except csv.Error as error:
            fields, problem = [], str(error)
        if fields is None:
            return
        if fields and len(fields) == width:
            yield fields, None
        elif taken[0].strip():
            swallowed.extendleft(reversed(taken[1:]))
            yield next(table([taken[0][:LONGEST_FIELD]])), problem


def table(lines: Iterable[str], strict: bool = False) -> Iterator[list[str]]:
    """Read lines as the publisher writes them."""
    return csv.reader(lines, delimiter=";", strict=strict)


def taking(
    taken: list[str], swallowed: deque[str], lines: Iterator[str]
) -> Iterator[str]:
    """Yield the next lines, those swallowed before first, and note them."""
    while swallowed:
        taken.append(swallowed.popleft())
        yield taken[-1]
    for line in lines:
        taken.append(line)
        yield line
