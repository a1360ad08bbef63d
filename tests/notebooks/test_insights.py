"""The notebooks as they are committed, and the form of what they find."""

import json
import re

import pytest

from notebooks.insights import (
    TAG,
    Insight,
    insights_of,
    notebooks,
    share_interval,
    structure,
    title_of,
)

INSIGHT = Insight(
    title="Offers",
    found="Half of them.",
    n=1234,
    of="offers",
    interval="48 % to 52 %",
    query="\nselect 1\n",
)


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_outputs_are_stripped_and_something_is_found(path):
    cells = json.loads(path.read_text())["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]

    assert not [cell for cell in code if cell["outputs"] or cell["execution_count"]]
    assert [cell for cell in code if TAG in cell["metadata"].get("tags", [])]
    assert cells[0]["cell_type"] == "markdown" and title_of(path)


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_every_chart_has_a_figure_of_its_own(path):
    # Whether a figure is closed at the end of its cell hangs on the backend.
    cells = json.loads(path.read_text())["cells"]
    lines = [line for cell in cells for line in cell["source"]]
    asked = re.findall(r"plt\.(\w+)", "".join(lines))

    assert set(asked) <= {"subplots"}


def test_there_are_notebooks_of_each_kind():
    kinds = {path.parent.name for path in notebooks()}

    assert kinds == {"analysis", "exploration", "visualization"}


def test_the_structure_forgets_figures_and_keeps_queries():
    page = INSIGHT._repr_markdown_()
    other = page.replace("1,234", "99").replace("Half", "A third")

    assert structure(page) == structure(other)
    assert structure(page) != structure(page.replace("select 1", "select 2"))
    assert structure(page)[-1] == "select 1\n"


def test_only_tagged_cells_are_collected():
    from nbformat.v4 import new_code_cell, new_notebook, new_output

    shown = new_output("display_data", {"text/markdown": "### Found"})
    cells = [
        new_code_cell("1", outputs=[shown], metadata={"tags": tags})
        for tags in ([TAG], [])
    ]

    assert insights_of(new_notebook(cells=cells)) == ["### Found"]


def test_a_shares_interval_is_wilsons():
    # Of 5 in 10: 0.2366 to 0.7634 (Wilson 1927, formula 4, at 1.96).
    assert share_interval(5, 10) == "23.7% to 76.3% (Wilson)"
