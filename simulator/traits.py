"""Columns over offers, and what happens to them together."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from simulator.draws import draw
from simulator.rhythm import REOPENED_BEFORE_DAYS, REOPENED_SHARE

DAY = 86_400


@dataclass
class Traits:
    """Columns over offers, one element an offer."""

    serial: NDArray[np.int64]
    fact_key: NDArray[np.uint64]  # decides the job
    own_key: NDArray[np.uint64]  # decides this advert of it
    kind: NDArray[np.uint8]
    parent_publisher: NDArray[np.uint8]
    parent_serial: NDArray[np.int64]
    created: NDArray[np.int32]
    closed: NDArray[np.int32]
    reopened: NDArray[np.int32]  # 0: never
    closed_again: NDArray[np.int32]
    edited: NDArray[np.int32]  # 0: never
    occupation: NDArray[np.uint8]
    commune: NDArray[np.uint16]
    shape: NDArray[np.uint8]
    contract: NDArray[np.uint8]
    partner: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.serial)

    def take(self, rows: NDArray) -> Traits:
        """Return the given rows."""
        return Traits(*(getattr(self, f.name)[rows] for f in fields(self)))

    @staticmethod
    def join(parts: list[Traits]) -> Traits:
        """Put several blocks of rows one after another."""
        return Traits(
            *(
                np.concatenate([getattr(p, f.name) for p in parts])
                for f in fields(Traits)
            )
        )


def move(traits: Traits, rows: NDArray, second: int) -> None:
    """Shift whole lives so that they begin at a second."""
    shift = second - traits.created[rows]
    for name in ("created", "closed"):
        getattr(traits, name)[rows] += shift
    for name in ("reopened", "closed_again", "edited"):
        column = getattr(traits, name)
        column[rows] += np.where(column[rows] > 0, shift, 0)


def reopenings(
    publisher: str, keys: NDArray, created: NDArray, closed: NDArray
) -> tuple[NDArray, NDArray]:
    """Draw which offers come back under their own id, for a few days."""
    back = draw(keys, "reopens") < REOPENED_SHARE
    back &= (closed - created) < REOPENED_BEFORE_DAYS * DAY
    back &= publisher != "service_public"
    again = closed + ((2 + 8 * draw(keys, "gap")) * DAY).astype(np.int32)
    until = again + ((3 + 7 * draw(keys, "second life")) * DAY).astype(np.int32)
    return np.where(back, again, 0), np.where(back, until, 0)


def edits(keys: NDArray, created: NDArray, closed: NDArray) -> NDArray:
    """Draw when an offer is edited: once, for one in five, half-way or so."""
    edited = draw(keys, "edits") < 0.2
    share = 0.1 + 0.8 * draw(keys, "edit moment")
    moment = created + ((closed - created) * share).astype(np.int32)
    return np.where(edited, moment, 0).astype(np.int32)


def inherit(
    traits: Traits,
    rows: NDArray,
    parents: Traits,
    at_home: Traits,
    usable: NDArray,
    kind: str,
    origin: int,
    home: int,
) -> None:
    """Copy the facts of a job; keep what belongs to the advert."""
    for name in ("fact_key", "occupation", "commune", "shape", "contract"):
        if kind == "towns" and name in ("commune", "shape"):
            continue
        chosen = np.where(usable, getattr(parents, name), getattr(at_home, name))
        getattr(traits, name)[rows] = chosen
    traits.parent_publisher[rows] = np.where(usable, origin, home)
    traits.parent_serial[rows] = np.where(usable, parents.serial, at_home.serial)
    if kind == "towns":
        traits.shape[rows] = 0
    # A copy appears after what it copies.
    source = np.where(usable, parents.created, at_home.created)
    late = np.maximum(0, source + 600 - traits.created[rows])
    for name in ("created", "closed"):
        getattr(traits, name)[rows] += late.astype(np.int32)
    for name in ("reopened", "closed_again", "edited"):
        column = getattr(traits, name)
        column[rows] += np.where(column[rows] > 0, late, 0).astype(np.int32)
