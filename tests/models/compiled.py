"""The project's own SQL, as dbt compiles it, over tables that a test makes up."""

from collections.abc import Iterable
from dataclasses import dataclass

from psycopg2.extensions import connection as Connection
from psycopg2.extras import execute_values

from benchmarks.compiling import compiled_nodes

SELECTED = (
    "+agg_lifetimes",
    "+agg_postings_index",
    "offers_as_of",
    "int_offer_texts",
    "int_offer_sentences",
    "int_skill_aliases",
    "int_skill_dictionary",
    "int_skill_wordings",
    "int_offer_skill_matches",
    "int_offer_skills",
)


@dataclass(frozen=True)
class Models:
    """Compiled models, and a database that holds what a test makes up."""

    connection: Connection
    compiled: dict[str, str]
    environment: dict[str, str]

    def invent(self, table: str, columns: str, rows: Iterable[tuple]) -> None:
        """Make a table, its columns as in `offer_key text, seen_at timestamptz`."""
        names = ", ".join(column.split()[0] for column in columns.split(", "))
        with self.connection.cursor() as cursor:
            cursor.execute(f"drop table if exists {table}")
            cursor.execute(f"create table {table} ({columns})")
            execute_values(cursor, f"insert into {table} ({names}) values %s", rows)

    def build(self, *names: str) -> None:
        """Make a table of each model, in that order."""
        with self.connection.cursor() as cursor:
            for name in names:
                layer = "intermediate" if name.startswith("int_") else "marts"
                cursor.execute(f"drop table if exists {layer}.{name}")
                cursor.execute(f"create table {layer}.{name} as {self.compiled[name]}")

    def compile_again(self, name: str) -> str:
        """Return a model's SQL as it is when the database holds the model."""
        return compile_models(self.environment, name)[name]

    def rows(self, sql: str) -> list[tuple]:
        """Return a query's rows."""
        with self.connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()


def compile_models(environment: dict[str, str], *selected: str) -> dict[str, str]:
    """Return compiled SQL by name: of the models of time and of skills, unless told."""
    nodes = compiled_nodes(*(selected or SELECTED), environment=environment)
    return {
        name: node["compiled_code"]
        for name, node in nodes.items()
        if "compiled_code" in node
    }
