"""Intervals are drawn where the figures say, and bases are told apart."""

import pandas as pd
import pytest

from streamlit_app import charts

FRENCH = charts.Look()
HOSTILE = '<a href="http://evil.example">x</a>'


def test_real_and_planted_shares_are_told_apart():
    rows = pd.DataFrame(
        {
            "label": ["Salaire", "Salaire", "Contrat"],
            "basis": ["planted", "labelled", "labelled"],
            "value": [0.99, 0.9, 1.0],
            "interval_low": [0.98, 0.8, 0.95],
            "interval_high": [1.0, 0.95, 1.0],
            "n": [5000, 80, 80],
        }
    )

    names = {"labelled": "real", "planted": "simulated"}
    real, simulated = charts.share_intervals(rows, names, FRENCH).data

    assert (real.name, list(real.x)) == ("real", [100, 90])
    assert (simulated.name, list(simulated.x)) == ("simulated", [99])
    assert real.marker.symbol != simulated.marker.symbol
    assert real.error_x.arrayminus[1] == pytest.approx(10)


def test_what_is_seen_stands_beside_what_may_be():
    rows = pd.DataFrame(
        {
            "label": ["A + B"],
            "n_seen": [700],
            "n_estimated": [1000.0],
            "n_low": [900.0],
            "n_high": [1200.0],
        }
    )

    names = {"seen": "seen", "estimated": "estimated"}
    seen, estimated = charts.coverage_ranges(rows, names, FRENCH).data

    assert list(seen.x) == [700]
    assert list(estimated.x) == [1000]
    assert list(estimated.error_x.array) == [200]
    assert list(estimated.error_x.arrayminus) == [100]


def test_a_lift_is_told_with_its_n():
    rows = pd.DataFrame(
        {
            "label": [HOSTILE, "Comptable"],
            "lift": [3.0, 1.5],
            "openings": [45, 30],
            "share": [0.3, 0.15],
            "share_everywhere": [0.1, 0.1],
        }
    )

    names = {"here": "here", "everywhere": "everywhere"}
    figure = charts.lift_bars(rows, names, FRENCH)

    (bars,) = figure.data
    assert list(bars.x) == [1.5, 3.0]
    assert bars.customdata[1].tolist() == [45, 0.3, 0.1]
    assert "<" not in figure.layout.yaxis.ticktext[1] + bars.hovertext[1]


def test_two_distributions_each_add_up():
    rows = pd.DataFrame(
        {"label": ["1", "2 +"], "employers": [90, 10], "openings": [90, 210]}
    )

    names = {"employers": "employers", "openings": "openings"}
    of_employers, of_openings = charts.paired_shares(rows, names, FRENCH).data

    assert list(of_employers.y) == [90, 10]
    assert list(of_openings.y) == [30, 70]
    # On a phone, side by side, "0 %0 %" runs together.
    assert "%" not in of_employers.texttemplate.removeprefix("%{y:.0f}")


def test_no_rows_make_no_error():
    rows = pd.DataFrame({"label": [], "employers": [], "openings": []})

    names = {"employers": "employers", "openings": "openings"}
    assert charts.paired_shares(rows, names, FRENCH).data
