"""Pages that the site makes of the contracts: they say what the warehouse does."""

from pathlib import Path

from contracts import Mart, read_marts
from diagram import entity_diagram

KINDS = {
    "dim": "Dimensions: one row per thing",
    "fct": "Facts: one row per event or state",
    "agg": "Aggregates: figures, each with its n",
}


def write_pages(contracts: Path, folder: Path) -> None:
    """Write the schema and the dictionary of the marts into a folder."""
    marts = read_marts(contracts)
    folder.mkdir(exist_ok=True)
    (folder / "schema.md").write_text(schema_page(marts))
    (folder / "dictionary.md").write_text(dictionary_page(marts))


def schema_page(marts: list[Mart]) -> str:
    """Return the page with the drawing of the marts."""
    return (
        "# Schema of the marts\n\n"
        "Drawn from the contracts: • is a key, → refers to one. A box leads to its "
        "columns in the dictionary. The lineage of all models is in the "
        '<a href="../dbt/index.html">dbt docs</a>.'
        f'\n\n<div class="drawing">{entity_diagram(marts)}</div>\n'
    )


def dictionary_page(marts: list[Mart]) -> str:
    """Return the page that lists every column of every mart."""
    parts = [
        "# Data dictionary\n\nRead from the contracts, which every build enforces.\n"
    ]
    for kind, title in KINDS.items():
        parts.append(f"## {title}\n")
        parts += [table_of(mart) for mart in marts if mart.kind == kind]
    return "\n".join(parts)


def table_of(mart: Mart) -> str:
    """Return a mart's description and its columns as a table."""
    rows = [
        f"| `{column.name}` | {column.data_type} | {cell(column.description)}"
        + (f" → `{column.refers_to[0]}`" if column.refers_to else "")
        + " |"
        for column in mart.columns
    ]
    head = "| Column | Type | Meaning |\n|---|---|---|\n"
    title = f"({mart.name})=\n### {mart.name}\n\n{mart.description}\n\n"
    return title + head + "\n".join(rows) + "\n"


def cell(text: str) -> str:
    """Keep a text within its cell, and its marks as they are."""
    for mark in "|<*_$":
        text = text.replace(mark, f"\\{mark}")
    return text
