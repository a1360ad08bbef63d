"""The key figures of the country's places, or of the places that are chosen."""

import pandas as pd

from streamlit_app.figure_row import (
    NONE,
    median_figure,
    new_note,
    share_figure,
    share_note,
    show_figure_row,
)
from streamlit_app.filters import Filters
from streamlit_app.method import SMALLEST_N, too_few
from streamlit_app.questions import overview, salaries
from streamlit_app.questions.key_figures import key_figures
from streamlit_app.texts import number, share, text


def show_country_figures(
    ranked: pd.DataFrame, dense: pd.DataFrame, located: int, n: int
) -> None:
    """Show where most openings are.

    Shape: ranked has the départements by openings, dense those with enough of them
           by openings per inhabitant.
    """
    first, top_ten = ranked.iloc[0], ranked["openings"].head(10).sum()
    leading = densest = (NONE, too_few())
    if located >= SMALLEST_N:
        told = {
            "n": number(first["openings"]),
            "share": share(first["openings"] / located),
        }
        leading = (first["departement_name"], text("places.kpi_first_note", **told))
    if len(dense):
        place = dense.iloc[0]
        rate = number(place["per_1000"], 2)
        note = text("places.kpi_dense_note", rate=rate, n=number(place["openings"]))
        densest = (place["departement_name"], note)
    show_figure_row(
        "places",
        {
            "located": (
                number(located),
                share_note("places.kpi_located_note", located, n),
            ),
            "first": leading,
            "dense": densest,
            "top_ten": share_figure(top_ten, located, text("places.kpi_top_ten_note")),
        },
    )


def show_chosen_figures(selected: Filters, chosen: pd.DataFrame, n: int) -> None:
    """Show how many of the n openings are in the chosen places, and what they pay.

    A région's openings without a known département count too, as in the explorer.
    """
    figures = key_figures(selected)
    openings = overview.openings_selected(selected)
    rate = 1000 * openings / chosen["population"].sum()
    show_figure_row(
        "places",
        {
            "chosen": (
                number(openings),
                share_note("places.kpi_chosen_note", openings, n),
            ),
            "rate": (
                number(rate, 2),
                text("places.kpi_rate_note", n=number(chosen["population"].sum())),
            ),
            "new": (number(figures["new"]), new_note(figures["new_before"])),
            "salary": median_figure(salaries.overall(selected)),
        },
    )
