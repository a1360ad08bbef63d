"""The cubes by the SQL of their models, over facts that dbt did not build."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment

ROOT = Path(__file__).resolve().parent.parent
CUBES = (
    "agg_market_cube",
    "agg_skill_cube",
    "agg_daily_cube",
    "agg_employer_cube",
    "fct_opening_salaries",
)
# Not published: what the models read through is written into them.
BETWEEN = ("int_opening_salaries",)


def statement_of(model: str) -> str:
    """Return a model's select, which reads the marts by their bare names.

    `int_as_of` must be there too, with the one column as_of.
    """
    folder = "marts" if model in CUBES else "intermediate"
    macro = (ROOT / "macros" / "cube_grain.sql").read_text()
    written = (ROOT / "models" / folder / f"{model}.sql").read_text()
    return (
        Environment()
        .from_string(macro + written)
        .render(config=lambda **_: "", ref=table_of, var=variables().__getitem__)
    )


def table_of(model: str) -> str:
    return f"({statement_of(model)}) as {model}" if model in BETWEEN else model


def indexes_of(model: str) -> list[list[str]]:
    """Return the columns of each of a model's indexes."""
    found: list[dict[str, Any]] = []
    written = (ROOT / "models" / "marts" / f"{model}.sql").read_text()
    Environment().from_string(written).render(
        config=lambda indexes: found.extend(indexes) or "",
        ref=str,
        var=variables().__getitem__,
        cube_grain=lambda **_: "",
    )
    return [index["columns"] for index in found]


def making(model: str) -> str:
    """Return the statements that make and index a cube in the search path."""
    indexes = "".join(
        f"create index on {model} ({', '.join(columns)});"
        for columns in indexes_of(model)
    )
    return f"create table {model} as {statement_of(model)};{indexes}analyze {model};"


@cache
def variables() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "dbt_project.yml").read_text())["vars"]
