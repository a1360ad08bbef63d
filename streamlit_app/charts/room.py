"""How much room is to be kept around a plot, in pixels.

Plotly measures what stands around a plot when it is drawn, and draws all of it again
where there was too little room.
"""

import html
from collections.abc import Iterable

# What both axes' signs take where they are numbers or days, and a legend of one line.
AXES_ROOM = {"l": 52, "b": 30}
LEGEND_ROOM = {"t": 46}
# Beside cells, what tells their colours.
SCALE_ROOM = {"r": 104}
# Of a letter and of a digit, and around a label.
LETTER, DIGIT, GAP = 5.8, 7.5, 14
# Of names that are tilted by 40 degrees: what they reach down of their length.
TILTED = 0.64
TILTED_GAP = 30


def beside(labels: Iterable[str]) -> dict[str, int]:
    """Return the room of names at the left of their rows."""
    return {"l": round(GAP + length_of(labels))}


def after(figure: str) -> dict[str, int]:
    """Return the room of the longest figure that stands at the end of a bar."""
    return {"r": round(GAP + DIGIT * len(figure))}


def under(labels: Iterable[str]) -> dict[str, int]:
    """Return the room of names that are tilted under their columns."""
    return {"b": round(TILTED_GAP + TILTED * length_of(labels))}


def length_of(labels: Iterable[str]) -> float:
    """Return about how long the longest of some labels is, escaped as they are."""
    return LETTER * max((len(html.unescape(label)) for label in labels), default=0)
