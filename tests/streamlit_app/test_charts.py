"""Charts hold the data that they were given, within bounds, and escaped."""

import json
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go
import pytest

from streamlit_app import charts
from streamlit_app.charts.departements import GEOGRAPHY, class_edges
from tests.streamlit_app.invented_release import OVERSEAS_COLLECTIVITIES, seed

FRENCH = charts.Look()
ENGLISH = charts.Look(decimal_comma=False)
WORDS = {"map_openings": "Postes", "map_per_1000": "Pour 1 000", "map_inset": "Paris"}


@pytest.fixture(scope="module")
def areas() -> pd.DataFrame:
    rows = [
        (row["departement_code"], row["departement_name"], rank, rank / 10)
        for rank, row in enumerate(seed("departements"))
        if row["departement_code"] not in OVERSEAS_COLLECTIVITIES
    ]
    return pd.DataFrame(
        rows, columns=["departement_code", "departement_name", "openings", "per_1000"]
    )


def test_the_geometry_holds_the_101_departements_of_insee(areas):
    features = json.loads(GEOGRAPHY.read_text())["features"]
    codes = {feature["id"] for feature in features}

    assert codes == set(areas["departement_code"])
    assert len(codes) == 101
    assert {f["id"] for f in features if f["properties"]["inset"]} == {
        "75", "92", "93", "94", "971", "972", "973", "974", "976",
    }  # fmt: skip
    assert GEOGRAPHY.stat().st_size < 300_000


def test_the_map_carries_every_departement_once_a_drawing(areas):
    figure = charts.departement_map(areas, "openings", WORDS, FRENCH)

    carried = figure.data[-1].customdata
    assert {row[0] for row in carried} == set(areas["departement_code"])
    figures = {row[0]: row[2] for row in carried}
    assert figures == dict(
        zip(areas["departement_code"], areas["openings"], strict=True)
    )
    marks = sum(len(trace.x) for trace in figure.data)
    assert marks < 6_000


def test_the_same_rows_are_drawn_once_and_others_anew(areas):
    drawn = charts.departement_map(areas, "openings", WORDS, FRENCH)
    more = areas.assign(openings=areas["openings"] + 1)

    assert charts.departement_map(areas.copy(), "openings", WORDS, FRENCH) is drawn
    others = (
        charts.departement_map(more, "openings", WORDS, FRENCH),
        charts.departement_map(areas, "per_1000", WORDS, FRENCH),
        charts.departement_map(areas, "openings", WORDS, charts.Look(dark=True)),
    )
    assert not any(other is drawn for other in others)


def test_a_number_of_openings_is_in_one_class_of_the_legend(areas):
    figure = charts.departement_map(areas, "openings", WORDS, FRENCH)
    named = [trace.name for trace in figure.data if trace.showlegend is not False]
    bounds = [[int(end) for end in name.split(" – ")] for name in named]

    for lower, upper in pairwise(bounds):
        assert upper[0] == lower[-1] + 1
    assert bounds[-1][-1] == areas["openings"].max()


@pytest.mark.parametrize(
    ("look", "median"), [(FRENCH, "26 400 €"), (ENGLISH, "€26,400")]
)
def test_a_median_is_written_as_the_key_figure_writes_it(look, median):
    bins = pd.DataFrame(
        {
            "bin_low_eur": [25000, 27500],
            "bin_high_eur": [27500, 30000],
            "openings": [30, 20],
            "share": [0.6, 0.4],
        }
    )
    figures = pd.Series(
        {"median_eur": 26352, "median_low_eur": 26000, "median_high_eur": 27000}
    )
    names = {"selection": "", "everyone": "", "median": "m"}
    figure = charts.salary_histogram(bins, None, figures, names, look)

    written = figure.layout.annotations[0].text.replace("\u202f", " ")
    assert written == f"m {median}"


def test_the_map_reaches_for_no_network(areas):
    figure = charts.departement_map(areas, "per_1000", WORDS, charts.Look(dark=True))

    assert {trace.type for trace in figure.data} == {"scatter"}
    assert "http" not in figure.to_json()


def test_zero_has_a_colour_of_its_own_on_the_map(areas):
    of_paris = areas.assign(openings=458 * (areas["departement_code"] == "75"))
    none, some, _ = charts.departement_map(of_paris, "openings", WORDS, FRENCH).data

    assert (none.name, some.name) == ("0", "458")
    assert none.fillcolor not in charts.Look().classes
    assert some.fillcolor == charts.Look().classes[-1]
    assert len(none.x) > 10 * len(some.x)


@pytest.mark.parametrize("values", [[0, 0, 1], [5], [1, 1, 1, 2], list(range(100))])
def test_classes_cover_all_values(values):
    edges = class_edges(pd.Series(values, dtype=float), 6)

    assert edges == sorted(set(edges))
    assert edges[-1] == max(values)
    assert len(edges) <= 6


def test_a_map_without_any_opening_is_still_a_map(areas):
    figure = charts.departement_map(areas.assign(openings=0), "openings", WORDS, FRENCH)

    assert len(figure.data) == 2


def activity_of(stock: list[int | None]) -> go.Figure:
    days = pd.DataFrame(
        {
            "date_day": pd.date_range("2026-01-01", periods=3).date,
            "active_openings": stock,
            "active_offers": [4, 5, 6],
            "new_openings": [1, 2, 3],
            "closed_openings": [0, 1, 2],
        }
    )
    names = {name: name for name in charts.ACTIVITY_SERIES}
    names |= {"per_day": "per day", "before_first": "before"}
    return charts.activity(days, pd.Timestamp("2026-01-02", tz="UTC"), names, FRENCH)


def test_the_stock_of_one_day_alone_is_a_point():
    assert activity_of([None, None, 5]).data[0].mode == "markers"
    assert activity_of([3, 4, 5]).data[0].mode == "lines"


def test_activity_shows_closings_below_the_line():
    figure = activity_of([3, 4, 5])

    series = {trace.name: list(trace.y) for trace in figure.data}
    assert series["closed_openings"] == [0, -1, -2]
    assert series["active_openings"] == [3, 4, 5]
    assert figure.layout.separators == ", "
    assert str(figure.layout.shapes[0].x1) == "2026-01-02"


def test_skills_are_shares_of_all_openings():
    skills = pd.DataFrame(
        {
            "label": ["Python", "SQL"],
            "required": [30, 10],
            "nice_to_have": [5, 5],
            "mentioned": [5, 0],
            "n": [100, 100],
        }
    )

    figure = charts.skill_bars(
        skills, {name: name for name in charts.REQUIREMENTS}, FRENCH
    )

    assert list(figure.layout.yaxis.ticktext) == ["SQL", "Python"]
    assert list(figure.data[0].x) == [10, 30]


def test_labels_are_escaped_and_cut():
    rows = pd.DataFrame(
        {"label": ['<a href="http://evil.example">x</a>', "L" * 90], "openings": [2, 1]}
    )

    figure = charts.ranked_bars(rows, "openings", "Postes", FRENCH)

    long, hostile = figure.layout.yaxis.ticktext
    assert "<" not in hostile + figure.data[0].hovertext[1]
    assert len(long) <= 42


def test_the_longest_figure_has_its_room_beside_its_bar():
    rows = pd.DataFrame({"label": ["SQL", "Python"], "openings": [1_234_567, 2]})

    long = charts.ranked_bars(rows, "openings", "Postes", FRENCH)
    short = charts.ranked_bars(rows.tail(1), "openings", "Postes", FRENCH)

    assert long.layout.xaxis.range[1] == 1_234_567
    assert long.layout.margin.r - short.layout.margin.r >= 8 * 7


def test_no_rows_make_no_error():
    empty = pd.DataFrame({"label": [], "openings": []})

    assert charts.ranked_bars(empty, "openings", "Postes", FRENCH).data


def test_an_uncertified_run_is_hatched():
    runs = pd.DataFrame(
        {
            "date_day": pd.date_range("2026-01-01", periods=2),
            "source_label": ["WTTJ", "WTTJ"],
            "collected": [10, 7],
            "is_certified": [True, False],
        }
    )

    figure = charts.run_bars(runs, FRENCH)

    assert list(figure.data[0].marker.pattern.shape) == ["", "/"]


def test_shares_keep_their_order_and_their_figures():
    shares = pd.DataFrame(
        {
            "label": ["Salaire", "Salaire", "Lieu"],
            "source_label": ["A", "B", "A"],
            "share": [0.5, 0.25, 1.0],
        }
    )

    figure = charts.share_heat(shares, FRENCH)

    assert list(figure.data[0].y) == ["Lieu", "Salaire"]
    assert figure.data[0].z[1].tolist() == [50, 25]
    assert figure.data[0].text.tolist() == [
        ["100\u202f%", "—"],
        ["50\u202f%", "25\u202f%"],
    ]


def test_flags_are_told_to_a_tenth_of_a_percent_in_a_colour_of_their_own():
    shares = pd.DataFrame(
        {"label": ["Lieu non reconnu"], "source_label": ["A"], "share": [0.004]}
    )

    flags = charts.share_heat(shares, FRENCH, are_flags=True).data[0]
    facts = charts.share_heat(shares, FRENCH).data[0]

    assert flags.text.tolist() == [["0,4\u202f%"]]
    assert flags.zmax < facts.zmax
    assert flags.colorscale != facts.colorscale


def test_chosen_departements_are_outlined_and_all_stay(areas):
    figure = charts.departement_map(areas, "openings", WORDS, FRENCH, {"33"})

    carried = figure.data[-1].customdata
    assert len({row[0] for row in carried}) == 101
    outline = figure.data[-2]
    assert outline.fill is None
    assert outline.line.color != FRENCH.paper
    assert 10 < len(outline.x) < 400
