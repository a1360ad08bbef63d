"""Shows how a verb goes: what would change, what is under way, what came of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.progress import TimeElapsedColumn as Elapsed
from rich.table import Table

from infrastructure.stacks import Change
from infrastructure.stacks import Progress as Tell

SIGNS = {"Add": "+", "Modify": "~", "Remove": "-"}


class Display:
    """Prints lines and tables, and a bar where a person looks at a terminal."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False, soft_wrap=True)

    def line(self, text: str) -> None:
        """Print a line."""
        self.console.print(text, markup=False)

    def changes(self, stack: str, changes: tuple[Change, ...]) -> None:
        """Print what a change set would do."""
        self.line(f"{stack}: {counted(changes)}")
        for change in changes:
            warning = "  REPLACES IT" if change.replaces else ""
            sign = SIGNS.get(change.action, "?")
            self.line(f"  {sign} {change.logical_id} ({change.kind}){warning}")

    @contextmanager
    def progress(self, stack: str) -> Iterator[Tell]:
        """Give what is to be told how many of a stack's resources are done."""
        if not self.console.is_terminal:
            yield lambda done, total: None
            return
        bars = Progress(
            TextColumn("{task.description:24}"),
            BarColumn(),
            MofNCompleteColumn(),
            Elapsed(),
            console=self.console,
            transient=True,
        )
        with bars:
            task = bars.add_task(stack, total=None)
            yield lambda done, total: bars.update(task, completed=done, total=total)

    def table(self, heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
        """Print rows under heads."""
        table = Table(*heads, box=None, pad_edge=False)
        for row in rows:
            table.add_row(*row)
        self.console.print(table)


def counted(changes: tuple[Change, ...]) -> str:
    """Say how many things are added, changed and removed."""
    actions = [change.action for change in changes]
    counts = {
        "to add": actions.count("Add"),
        "to change": actions.count("Modify"),
        "to remove": actions.count("Remove"),
    }
    return ", ".join(f"{n} {what}" for what, n in counts.items() if n) or "no change"
