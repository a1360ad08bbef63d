"""What is downloaded opens as text: no cell of a publisher's is computed."""

import csv
import io

import pandas as pd
import pytest

from streamlit_app.csv_export import as_csv

FORMULAS = [
    '=HYPERLINK("http://evil.example","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "＝1",
]


def written(frame: pd.DataFrame) -> list[list[str]]:
    return list(csv.reader(io.StringIO(as_csv(frame).decode("utf-8-sig"))))


@pytest.mark.parametrize("formula", FORMULAS)
def test_formulas_are_text(formula):
    rows = written(pd.DataFrame({"title": [formula]}))

    assert rows[1][0].startswith("'")
    assert rows[1][0][1:].strip() == formula.strip()


def test_other_cells_stay_as_they_are():
    frame = pd.DataFrame(
        {
            "title": ['Chargé·e de "données"; H/F', None],
            "salary": [-1.5, 32000.0],
        }
    )

    rows = written(frame)

    assert rows == [
        ["title", "salary"],
        ['Chargé·e de "données"; H/F', "-1.5"],
        ["", "32000.0"],
    ]


def test_accents_survive_in_a_spreadsheet():
    assert as_csv(pd.DataFrame({"é": ["à"]})).startswith(b"\xef\xbb\xbf")
