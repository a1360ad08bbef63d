"""The house's rules, enforced: who may import whom, what stands beside what."""

import ast
import re
from pathlib import Path

import pytest
import yaml

import report.warehouse
import streamlit_app.method
import streamlit_app.states

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = (
    "evaluation",
    "expectations",
    "infrastructure",
    "ingestion",
    "orchestration",
    "report",
    "simulator",
    "streamlit_app",
)
# They stand outside: they use the parts, and no part knows them.
USERS = ("benchmarks", "docs", "notebooks")
MODELS = sorted((ROOT / "models").rglob("*.sql"))
PYTHON = sorted(path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))
ALL_PYTHON = sorted(
    [*PYTHON, *(path for name in USERS for path in (ROOT / name).rglob("*.py"))]
)
PREFIXES = {
    "staging": ("stg_",),
    "intermediate": ("int_",),
    "marts": ("dim_", "fct_", "agg_"),
}
# module: the only files or folders that may import it
KEEPERS = {
    "requests": {"ingestion/http.py", "ingestion/answers.py"},
    "bokeh": {"report/"},
    "plotly": {"streamlit_app/charts"},
}
LONGEST_FILE, LONGEST_FUNCTION = 250, 40


def name(path):
    return str(path.relative_to(ROOT))


def imports(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", PYTHON, ids=name)
def test_the_parts_meet_in_the_lake_and_the_database_never_in_python(path):
    own = path.relative_to(ROOT).parts[0]
    foreign = {"tests", "dbt", *USERS, *PACKAGES} - {own}
    if name(path).startswith("infrastructure/handlers/"):
        # What Lambda runs is a thin shell around the package's own functions.
        foreign -= {"ingestion"}

    assert not [module for module in imports(path) if module.split(".")[0] in foreign]


@pytest.mark.parametrize("path", PYTHON, ids=name)
def test_each_outside_thing_has_one_keeper(path):
    for module, keepers in KEEPERS.items():
        if any(found.split(".")[0] == module for found in imports(path)):
            assert name(path).startswith(tuple(keepers)), (
                f"{module} is imported beside its keeper"
            )


@pytest.mark.parametrize(
    "path", [path for path in PYTHON if name(path).startswith("ingestion")], ids=name
)
def test_only_settings_reads_the_environment(path):
    if name(path) != "ingestion/settings.py":
        assert "os.environ" not in path.read_text()
        assert "getenv" not in path.read_text()


@pytest.mark.parametrize("path", ALL_PYTHON, ids=name)
def test_files_and_functions_stay_short(path):
    text = path.read_text()
    assert len(text.splitlines()) <= LONGEST_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", MODELS, ids=name)
def test_every_model_has_its_yml_and_says_what_a_row_is(path):
    sibling = path.with_suffix(".yml")
    assert sibling.exists()
    described = re.search(
        r"description:\s*[>|]?-?\s*\"?(One row per)", sibling.read_text()
    )
    assert described, "its description begins with `One row per`"


@pytest.mark.parametrize("path", MODELS, ids=name)
def test_a_models_name_says_its_layer(path):
    layer = path.relative_to(ROOT / "models").parts[0]
    assert path.name.startswith(PREFIXES[layer])


@pytest.mark.parametrize("path", MODELS, ids=name)
def test_only_staging_reads_sources_and_only_sources(path):
    text = path.read_text()
    is_staging = "staging" in path.parts
    assert bool(re.search(r"\bsource\(", text)) == is_staging
    if is_staging:
        assert not re.search(r"\bref\(", text)


def test_what_parts_that_never_meet_both_say_is_the_same():
    project = yaml.safe_load((ROOT / "dbt_project.yml").read_text())

    assert (
        streamlit_app.method.SMALLEST_N
        == report.warehouse.SMALLEST_N
        == project["vars"]["smallest_published_n"]
    )
    assert set(report.warehouse.PUBLISHERS) == streamlit_app.states.PUBLISHERS


def test_seeds_stay_small_enough_to_review():
    for seed in (ROOT / "seeds").glob("*.csv"):
        assert len(seed.read_text().splitlines()) <= 5_000, name(seed)


def test_the_lock_names_no_address():
    lock = (ROOT / "requirements.lock").read_text()
    assert "://" not in lock.replace("# ", "")
