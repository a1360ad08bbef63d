"""The charts of skills, pay and trends hold their data, bounded and escaped."""

import pandas as pd
import pytest

from streamlit_app import charts

LOOK = charts.Look()
HOSTILE = '<a href="http://evil.example">x</a>'
NAMES = dict.fromkeys(
    (
        "share", "lift", "openings", "bound_to", "up", "down", "points", "now",
        "before", "selection", "everyone", "median", "tenths", "half", "raw",
        "adjusted", "base", "days", "at_risk",
    ),
    "word",
)  # fmt: skip


def cells() -> pd.DataFrame:
    return pd.DataFrame(
        [
            ("sk_a", "Python", "M1811", HOSTILE, 8, 40, 0.2, 4.0),
            ("sk_a", "Python", "G1602", "Cuisine", 1, 50, 0.02, None),
            ("sk_b", HOSTILE, "M1811", HOSTILE, 4, 40, 0.1, 0.5),
            ("sk_b", HOSTILE, "G1602", "Cuisine", 10, 50, 0.2, 1.0),
        ],
        columns=[
            "skill_id", "label", "code", "name", "openings", "n", "share", "lift",
        ],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "expected"),
    [("share", [[20, 2], [10, 20]]), ("lift", [[2, None], [-1, 0]])],
)
def test_a_crossing_colours_each_cell_by_its_figure(measure, expected):
    drawn = charts.crossed_skills(cells(), measure, NAMES, LOOK).data[0]

    grid = [[None if pd.isna(z) else z for z in row] for row in drawn.z]
    assert grid == [[pytest.approx(z) if z is not None else z for z in row]
                    for row in expected]  # fmt: skip


def test_a_cell_can_be_clicked_where_it_tells_something():
    points = charts.crossed_skills(cells(), "lift", NAMES, LOOK).data[1]

    assert [(x, y) for x, y in zip(points.x, points.y, strict=True)] == [
        (0, 0),
        (0, 1),
        (1, 1),
    ]
    assert list(points.customdata[1][:2]) == ["sk_b", "M1811"]


def test_hostile_names_are_escaped_wherever_they_are_drawn():
    pairs = pd.DataFrame(
        {
            "a_id": ["a"], "a_label": [HOSTILE], "a_openings": [40], "b_id": ["b"],
            "b_label": [HOSTILE], "b_openings": [30], "openings": [25], "lift": [2.0],
        }
    )  # fmt: skip

    for figure in (
        charts.crossed_skills(cells(), "share", NAMES, LOOK),
        charts.skill_network(pairs, NAMES, LOOK),
    ):
        assert "<a" not in figure.to_json().encode().decode("unicode_escape")


def test_a_network_is_drawn_alike_each_time_and_whole():
    pairs = pd.DataFrame(
        [
            (f"s{a}", f"s{b}", 10 + a, 10 + b, 1.5 + (a * b) % 5)
            for a in range(40)
            for b in range(a + 1, 40, 7)
        ],
        columns=["a_id", "b_id", "a_openings", "b_openings", "lift"],
    )
    pairs = pairs.assign(a_label=pairs["a_id"], b_label=pairs["b_id"])

    first, second = (charts.skill_network(pairs, NAMES, LOOK) for _ in range(2))

    assert first == second
    dots = [name for trace in first.data[1:] for name, *_ in trace.customdata]
    assert sorted(dots) == sorted({*pairs["a_id"], *pairs["b_id"]})


def test_a_networks_groups_are_told_apart_and_its_names_have_room():
    groups = [(f"{group}{one}", f"{group}{two}") for group in "abcdefgh"
              for one, two in ((1, 2), (2, 3), (1, 3))]  # fmt: skip
    pairs = pd.DataFrame(groups, columns=["a_id", "b_id"]).assign(
        a_openings=9, b_openings=9, lift=3.0
    )
    pairs = pairs.assign(a_label=pairs["a_id"], b_label=pairs["b_id"])

    figure = charts.skill_network(pairs, NAMES, LOOK)

    dots = figure.data[1:]
    assert len({(trace.marker.color, trace.marker.symbol) for trace in dots}) == 8
    low, high = figure.layout.xaxis.range
    assert low < min(min(trace.x) for trace in dots) - 0.2
    assert high > max(max(trace.x) for trace in dots) + 0.2


def test_changes_are_in_points_with_their_bounds():
    rows = pd.DataFrame(
        {
            "label": ["Python", "Excel"],
            "share_change": [0.02, -0.01],
            "share_change_low": [0.01, -0.03],
            "share_change_high": [0.04, -0.005],
            "new_openings": [50, 20],
            "before_openings": [20, 40],
        }
    )

    figure = charts.share_changes(rows, NAMES, LOOK)

    up, down = figure.data
    assert list(up.x) == [2.0]
    assert up.error_x.array[0] == pytest.approx(2.0)
    assert up.error_x.arrayminus[0] == pytest.approx(1.0)
    assert [figure.layout.yaxis.ticktext[place] for place in down.y] == ["Excel"]


def test_the_last_bin_of_pay_has_no_end():
    bins = pd.DataFrame(
        {
            "bin_low_eur": [20_000, 22_500, 150_000],
            "bin_high_eur": [22_500, 25_000, None],
            "openings": [10, 30, 2],
            "share": [0.24, 0.71, 0.05],
        }
    )
    pay = pd.Series(
        {"median_eur": 23_000, "median_low_eur": 22_800, "median_high_eur": 23_400}
    )

    figure = charts.salary_histogram(bins, None, pay, NAMES, LOOK)

    assert list(figure.data[0].x) == [21_250, 23_750, 151_250]
    assert figure.data[0].customdata[2][0].startswith("≥")
    assert figure.layout.shapes[0].x1 == 23_400


def test_curves_have_a_band_each_and_are_told_apart_without_colour():
    curve = pd.DataFrame(
        {
            "day": [0, 1, 2],
            "at_risk": [40, 39, 30],
            "survival": [1.0, 0.9, 0.8],
            "survival_low": [None, 0.8, 0.7],
            "survival_high": [None, 0.95, 0.9],
        }
    )
    curves = pd.concat([curve.assign(code=code, label=code) for code in ("CDI", "CDD")])

    figure = charts.survival_curves(curves, NAMES, LOOK)

    lines = [trace for trace in figure.data if trace.name]
    assert len(figure.data) == 6
    assert [line.name for line in lines] == ["CDI", "CDD"]
    assert lines[0].line.dash != lines[1].line.dash
    assert list(figure.data[0].y) == [100, 80, 70]


def test_an_index_without_adjustment_is_still_drawn():
    days = pd.DataFrame(
        {
            "date_day": pd.date_range("2026-01-01", periods=3).date,
            "postings": [30, 40, 50],
            "index_raw": [75.0, 100.0, 125.0],
            "index_adjusted": [None, None, None],
            "base_from": pd.Timestamp("2026-01-01").date(),
            "base_to": pd.Timestamp("2026-01-03").date(),
        }
    )

    raw, _ = charts.postings_index(days, NAMES, LOOK).data

    assert list(raw.y) == [75, 100, 125]
