"""What a search needs to know of every offer: compact columns and open rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray

TYPES = ("CDI", "CDD", "MIS", "SAI", "CCE", "FRA", "LIB", "REP", "TTI", "DDI", "DIN")
EXIGENCES = ("D", "S", "E")
UNKNOWN = -1
_VERSIONS = count()


@dataclass
class Listing:
    """The offers of one instant.

    Shape: `columns` and `created` cover all known offers, sorted by creation;
    `open_rows` are the rows now open, in the same order. Codes are numbers into
    `codes[column]`; UNKNOWN where the offer says nothing.
    """

    created: NDArray[np.int32]
    columns: dict[str, NDArray]
    codes: dict[str, list[str]]
    open_rows: NDArray[np.int64]
    write: Callable[[int], dict[str, Any]]
    identify: Callable[[int], str]
    find: Callable[[str], int | None]
    numbers: dict[str, dict[str, int]] = field(init=False)
    open_created: NDArray[np.int32] = field(init=False)
    version: int = field(init=False)  # of the open rows; never used twice

    def __post_init__(self) -> None:
        self.numbers = {
            column: {code: i for i, code in enumerate(codes)}
            for column, codes in self.codes.items()
        }
        self.set_open(self.open_rows)

    def set_open(self, rows: NDArray) -> None:
        """Change which offers are open (rows in order of creation)."""
        self.open_rows = rows
        self.open_created = self.created[rows]
        self.version = next(_VERSIONS)

    def is_open(self, row: int) -> bool:
        """Tell whether an offer is open."""
        place = int(np.searchsorted(self.open_rows, row))
        return place < len(self.open_rows) and int(self.open_rows[place]) == row
