"""What happens to an offer in its life: edits, refreshes, renamed ROME labels."""

from __future__ import annotations

from simulator.draws import draw_one
from simulator.traits import DAY
from simulator.vocabulary import Occupation
from simulator.world import EPOCH

WEEK = 7 * DAY
EDITED_FIELDS = ("description", "description", "salary", "salary", "title", "positions")

# The publisher renames some ROME labels every four weeks, a few occupations at a
# time: the offers move (`dateActualisation`) and say nothing new.
_RENAMING_DAYS = 28
_RENAMING_PHASE = 9
_RENAMING_SECOND = 2 * 3600
_GROUPS = 7


def edited_field(own_key: int) -> str:
    """Return which field an edit of the offer touches."""
    return EDITED_FIELDS[int(draw_one(own_key, "edited field") * len(EDITED_FIELDS))]


def last_refresh(own_key: int, partner: bool, created: int, instant: int) -> int:
    """Return when the offer was last touched without any change of content.

    Partners send their whole stock again every week or two, at night.
    """
    share, period = (0.45, WEEK) if partner else (0.2, 2 * WEEK)
    if draw_one(own_key, "refreshed") >= share:
        return created
    phase = int(draw_one(own_key, "refresh phase") * 5 * 3600)
    rounds = (instant - created - phase) // period
    return created if rounds < 1 else created + rounds * period + phase


def _renaming(number: int, instant: int) -> tuple[int, int]:
    """Return how often an occupation's label was renamed, and when last."""
    ordinal = (instant - _RENAMING_SECOND) // DAY + EPOCH
    turn = (ordinal - _RENAMING_PHASE) // _RENAMING_DAYS
    times, late = divmod(turn - number, _GROUPS)
    last = (turn - late) * _RENAMING_DAYS + _RENAMING_PHASE
    return times, (last - EPOCH) * DAY + _RENAMING_SECOND


def last_renaming(number: int, instant: int) -> int:
    """Return when the ROME label of an occupation (by its number) last changed."""
    return _renaming(number, instant)[1]


def rome_label(occupation: Occupation, number: int, instant: int) -> str:
    """Return the ROME label in force: it alternates from one renaming to the next."""
    renamed = _renaming(number, instant)[0] % 2
    return slashed(occupation.titles[0]) if renamed else occupation.label


def slashed(title: str) -> str:
    """Write both forms as ROME does: `Cuisinier / Cuisinière`."""
    first, _, rest = title.partition(" ")
    return f"{first.replace('/', ' / ')} {rest}".strip()
