"""The one template: colours, axes, and how a publisher's words reach a label.

Colours are Okabe and Ito's, told apart by readers with any colour vision; ordered
classes are one hue in steps of lightness.
"""

import html
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

import plotly.graph_objects as go
import streamlit as st

BLUE, SKY, ORANGE, GREEN, VERMILION, PURPLE = (
    "#0072B2",
    "#56B4E9",
    "#E69F00",
    "#009E73",
    "#D55E00",
    "#CC79A7",
)
FAINT = "rgba(128, 140, 155, 0.55)"
LIGHT_CLASSES = ("#E4EEF5", "#BFD8E8", "#90BEDA", "#5A9EC6", "#2A78A8", "#0B4F7C")
DARK_CLASSES = ("#1D3346", "#1F4A6B", "#246592", "#3D89B8", "#77B5DA", "#C4E1F2")
# From under to over what is usual: orange to blue, which every eye tells apart.
LIGHT_DIVERGING = (
    "#E08A2E",
    "#F1B36B",
    "#FBE3C4",
    "#F2F4F6",
    "#BFD8E8",
    "#5A9EC6",
    "#0B4F7C",
)
DARK_DIVERGING = (
    "#8A5312",
    "#6E4514",
    "#463117",
    "#232C36",
    "#1F4A6B",
    "#3D89B8",
    "#A5D3EE",
)
# Lines differ by dash as well: in print and for every eye.
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
LONGEST_LABEL = 42
# What a reader hovers for is told whole, as far as a phone is wide.
LONGEST_NAME = 80
# What Streamlit serves itself; nothing is fetched.
FONT = '"Source Sans", "Source Sans Pro", sans-serif'


def drawn_once(draw: Callable[..., go.Figure]) -> Callable[..., go.Figure]:
    """Draw the same rows, in the same way, once for all readers.

    Drawing figures, and writing them out, is most of what a page costs the server.
    Nobody changes a drawn figure.
    """

    @st.cache_resource(max_entries=40, show_spinner=False)
    @wraps(draw)
    def drawn(*arguments: Any, **options: Any) -> go.Figure:
        figure = draw(*arguments, **options)
        written_out = figure.to_dict()
        # Plotly would copy and encode every value again each time it is shown.
        figure.to_dict = lambda: written_out
        return figure

    return drawn


@dataclass(frozen=True)
class Look:
    """How to draw: `decimal_comma` writes 1 234,5 and not 1,234.5."""

    dark: bool = False
    decimal_comma: bool = True

    @property
    def ink(self) -> str:
        return "#C9D3DD" if self.dark else "#3A4754"

    @property
    def grid(self) -> str:
        return "#27323E" if self.dark else "#E9EDF1"

    @property
    def paper(self) -> str:
        return "#10161D" if self.dark else "#FFFFFF"

    @property
    def percent(self) -> str:
        """The sign as its language sets it: 12,5 % or 12.5%."""
        return "\u202f%" if self.decimal_comma else "%"

    @property
    def colon(self) -> str:
        """The sign as its language sets it: part : 12 or share: 12."""
        return "\u00a0:" if self.decimal_comma else ":"

    @property
    def day(self) -> str:
        """How an axis writes days: 25/11, or 25 Nov where 11/25 is usual too."""
        return "%d/%m" if self.decimal_comma else "%-d %b"

    @property
    def whole_day(self) -> str:
        return f"{self.day}/%Y" if self.decimal_comma else f"{self.day} %Y"

    @property
    def euros(self) -> dict[str, str]:
        """How an axis writes euros: 1 234 € or €1,234."""
        sign = {"ticksuffix": " €"} if self.decimal_comma else {"tickprefix": "€"}
        return {"tickformat": ",.0f", **sign}

    def money(self, amount: str) -> str:
        """Set the sign beside an amount that is written already."""
        return f"{amount} €" if self.decimal_comma else f"€{amount}"

    def count(self, value: float) -> str:
        return written(value, 0, self)

    @property
    def line(self) -> str:
        """The main series' blue, light enough for the ground it is drawn on."""
        return SKY if self.dark else BLUE

    @property
    def series(self) -> tuple[str, ...]:
        """Colours of unordered series, in the order to use them."""
        return (self.line, ORANGE, GREEN, VERMILION, PURPLE, FAINT)

    @property
    def classes(self) -> tuple[str, ...]:
        """Colours of ordered classes, least to most."""
        return DARK_CLASSES if self.dark else LIGHT_CLASSES

    @property
    def diverging(self) -> tuple[str, ...]:
        """Colours from under to over what is usual."""
        return DARK_DIVERGING if self.dark else LIGHT_DIVERGING


def colour_scale(colours: tuple[str, ...]) -> list[list]:
    """Spread colours evenly over a scale."""
    return [[step / (len(colours) - 1), c] for step, c in enumerate(colours)]


def label(value: object, longest: int = LONGEST_LABEL) -> str:
    """Cut and escape a publisher's words for an axis or a hover text.

    Cut in the middle: names of occupations begin alike, in both genders.
    """
    words = " ".join(str(value).split())
    if len(words) > longest:
        end = longest // 2
        words = words[: longest - end - 1].rstrip() + "…" + words[-end:].lstrip()
    return html.escape(words)


def date_axis(figure: go.Figure, look: Look) -> None:
    """Write days along x, and months with their year once these are ticked."""
    month = "%m/%Y" if look.decimal_comma else "%b %Y"
    figure.update_xaxes(
        showgrid=False,
        hoverformat=look.whole_day,
        tickformatstops=[
            {"dtickrange": [None, "M1"], "value": look.day},
            {"dtickrange": ["M1", None], "value": month},
        ],
    )


def whole_names(names: Iterable[object]) -> list[str]:
    """Escape the names of rows to be told on hover, where they tell rows apart."""
    return [label(name, LONGEST_NAME) for name in names]


def name_rows(figure: go.Figure, labels: Sequence[str]) -> None:
    """Write names beside the rows that are drawn at 0, 1, 2…, from the lowest up.

    Drawn at their names, rows would fall together whose names read alike once cut.
    """
    figure.update_yaxes(
        tickvals=[*range(len(labels))],
        ticktext=labels,
        range=[-0.5, max(len(labels), 1) - 0.5],
        zeroline=False,
    )


def dressed(
    figure: go.Figure, look: Look, height: int, room: Mapping[str, int] | None = None
) -> go.Figure:
    """Apply the one template.

    Units: pixels; `room` around the plot by side, of which Plotly takes more at need.
    """
    axis = {
        "gridcolor": look.grid,
        "zerolinecolor": look.grid,
        "linecolor": look.grid,
        "ticks": "",
        "fixedrange": True,
        "automargin": True,
        "title": None,
    }
    figure.update_layout(
        height=height,
        margin={"l": 4, "r": 8, "t": 8, "b": 4, **(room or {})},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"color": look.ink, "size": 13, "family": FONT},
        separators=", " if look.decimal_comma else ".,",
        hoverlabel={
            "bgcolor": look.paper,
            "font": {"color": look.ink, "family": FONT},
        },
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1.02,
            "yanchor": "bottom",
            "title": "",
        },
        dragmode=False,
        bargap=0.28,
    )
    figure.update_xaxes(**axis)
    figure.update_yaxes(**axis)
    return figure


def written(value: float, decimals: int, look: Look) -> str:
    english = f"{value:,.{decimals}f}"
    if not look.decimal_comma:
        return english
    return english.translate(str.maketrans({",": "\u202f", ".": ","}))
