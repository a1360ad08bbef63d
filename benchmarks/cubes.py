"""The cubes by the SQL of their models, over facts that dbt did not build."""

import os
import re
from functools import cache
from typing import Any

from psycopg2.extensions import cursor as Cursor

from benchmarks.compiling import compiled_nodes
from orchestration.steps import PROJECT_ROOT

CUBES = (
    "agg_market_cube",
    "agg_skill_cube",
    "agg_daily_cube",
    "agg_employer_cube",
    "fct_opening_salaries",
)
# Not published: what the cubes are made of, on the way from the facts.
BETWEEN = ("int_opening_salaries", "int_opening_flags", "int_market_moves")
# Only names are compiled: nothing is asked of a server.
UNASKED = ("--no-introspect", "--no-populate-cache")
SCHEMA = re.compile(r'"\w+"\."(?:marts|intermediate)"\.')


def make_cubes(cursor: Cursor, as_of: str) -> None:
    """Make and index the cubes from the facts in the search path.

    `as_of` is the SQL of the moment of the last collection.
    """
    cursor.execute(f"create temp table int_as_of as select {as_of} as as_of")
    for name in BETWEEN:
        cursor.execute(f"create temp view {name} as {statement_of(name)}")
    for name in CUBES:
        cursor.execute(f"drop table if exists {name} cascade")
        cursor.execute(f"create table {name} as {statement_of(name)}")
        for index in nodes()[name]["config"]["indexes"]:
            cursor.execute(f"create index on {name} ({', '.join(index['columns'])})")
        cursor.execute(f"analyze {name}")
    cursor.execute(f"drop view {', '.join(BETWEEN)}")
    cursor.execute("drop table int_as_of")


def statement_of(name: str) -> str:
    """Return a model's select, which reads others by their bare names."""
    return SCHEMA.sub("", nodes()[name]["compiled_code"])


@cache
def nodes() -> dict[str, dict[str, Any]]:
    environment = {
        "PGHOST": "nowhere",
        "PGDATABASE": "any",
        "DBT_PROFILES_DIR": str(PROJECT_ROOT),
    }
    return compiled_nodes(
        *CUBES, *BETWEEN, environment={**os.environ, **environment}, options=UNASKED
    )
