"""What a notebook found, in one form: a sentence, its n, its interval, its query."""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from statsmodels.stats.proportion import proportion_confint
from traitlets.config import Config

from report.warehouse import Release

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "notebooks"
# A cell with this tag ends in an Insight, which goes to docs/insights.md.
TAG = "insight"


@dataclass(frozen=True)
class Insight:
    """One finding; a notebook shows it as Markdown.

    Units: `n` counts what `of` names; `interval` is of 95 %, or says why there is none.
    """

    title: str
    found: str
    n: int
    of: str
    interval: str
    query: str

    def _repr_markdown_(self) -> str:
        query = "\n".join(line.rstrip() for line in self.query.strip().splitlines())
        return (
            f"### {self.title}\n\n{self.found}\n\n"
            f"- n: {self.n:,} {self.of}\n- 95 % interval: {self.interval}\n\n"
            f"```sql\n{query}\n```\n"
        )


def share_interval(cases: int, n: int) -> str:
    """Write Wilson's interval of a share."""
    low, high = proportion_confint(cases, n, method="wilson")
    return f"{low:.1%} to {high:.1%} (Wilson)"


def notebooks() -> list[Path]:
    return sorted(FOLDER.glob("*/*.ipynb"))


def executed(path: Path) -> nbformat.NotebookNode:
    """Run a notebook from its first cell to its last.

    Raises: nbclient.exceptions.CellExecutionError, with the cell that failed.
    """
    notebook = nbformat.read(path, as_version=4)
    place = {"metadata": {"path": str(ROOT)}}
    with tempfile.TemporaryDirectory(prefix="vigie_kernel_") as folder:
        # Over sockets of this user only: on ports, anybody on the machine could ask.
        # In a folder of its own: two at once would take each other's.
        sockets = {"transport": "ipc", "ip": f"{folder}/kernel"}
        client = NotebookClient(
            notebook,
            kernel_name="python3",
            timeout=300,
            resources=place,
            config=Config({"AsyncKernelManager": sockets}),
        )
        return client.execute()


def insights_of(notebook: nbformat.NotebookNode) -> list[str]:
    """Return what the tagged cells of an executed notebook found, as Markdown."""
    return [
        output["data"]["text/markdown"]
        for cell in notebook.cells
        if TAG in cell.metadata.get("tags", [])
        for output in cell.outputs
        if "text/markdown" in output.get("data", {})
    ]


def document(release: Release, found: dict[Path, list[str]]) -> str:
    """Put the insights of all notebooks on one page that says what they rest on."""
    origin = (
        "**The offers are simulated or replayed**, collected from "
        f"{', '.join(release.stand_ins)} and not from the publishers: what follows "
        "shows what Vigie can tell, and says nothing about the market. Only what is "
        "said to rest on recorded real offers does."
        if release.stand_ins
        else "The offers are real, collected from their publishers."
    )
    parts = [
        "# Insights\n",
        f"{origin}\n",
        f"Sources: {', '.join(release.sources)}. Data of {release.as_of:%Y-%m-%d}. "
        "Written from the [notebooks](../notebooks) by `make insights`, over the "
        "release that is published; each query runs on it as it stands.\n",
    ]
    for path, insights in found.items():
        link = f"../{path.relative_to(ROOT)}"
        parts.append(f"## {title_of(path)}\n\nFrom [{path.name}]({link}).\n")
        parts.extend(insights)
    return "\n".join(parts)


def title_of(path: Path) -> str:
    first = nbformat.read(path, as_version=4).cells[0].source.splitlines()[0]
    return first.removeprefix("# ")


def structure(page: str) -> list[str]:
    """Return what of a page does not hang on the data: headings, units, queries."""
    queries = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    return re.findall(r"^#+ .*|^- [^:]+:", page, re.MULTILINE) + queries
