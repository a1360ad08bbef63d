"""What the marts promise: tables, columns and keys, read from their contracts."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

REFERRED = re.compile(r"ref\('(\w+)'\)")


@dataclass(frozen=True)
class Column:
    """A column of a mart; `refers_to` is (mart, column) for a foreign key."""

    name: str
    data_type: str
    description: str
    is_key: bool
    refers_to: tuple[str, str] | None


@dataclass(frozen=True)
class Mart:
    """A mart, with its columns in their order."""

    name: str
    description: str
    columns: tuple[Column, ...]

    @property
    def kind(self) -> str:
        """The prefix that says what a row is: dim, fct or agg."""
        return self.name.split("_")[0]


def read_marts(folder: Path) -> list[Mart]:
    """Read every `dim_`, `fct_` and `agg_` contract of a folder, sorted by name."""
    documents = [yaml.safe_load(path.read_text()) for path in folder.glob("*_*.yml")]
    models = [model for document in documents for model in document.get("models", ())]
    return sorted(map(mart_of, models), key=lambda mart: mart.name)


def mart_of(model: dict[str, Any]) -> Mart:
    columns = tuple(column_of(column) for column in model.get("columns", ()))
    return Mart(model["name"], one_line(model["description"]), columns)


def column_of(column: dict[str, Any]) -> Column:
    tests = column.get("data_tests", [])
    return Column(
        name=column["name"],
        data_type=column.get("data_type", ""),
        description=one_line(column.get("description", "")),
        is_key="unique" in tests,
        refers_to=next(filter(None, map(reference_of, tests)), None),
    )


def reference_of(test: str | dict[str, Any]) -> tuple[str, str] | None:
    if not isinstance(test, dict) or "relationships" not in test:
        return None
    given = test["relationships"]["arguments"]
    return REFERRED.search(given["to"])[1], given["field"]


def one_line(text: str) -> str:
    return " ".join(text.split())
