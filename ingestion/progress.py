"""Shows how a run goes: a live display, plain lines, or JSON for a program."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.progress import TimeElapsedColumn as Elapsed


class JsonDisplay:
    """Prints one JSON object an event, at most a few a second."""

    def __init__(self) -> None:
        self._last = 0.0

    def advance(self, source: str, done: int, total: int) -> None:
        """Say how far a source is."""
        if time.monotonic() - self._last > 0.2:
            self._last = time.monotonic()
            self._print("advance", source=source, done=done, total=total)

    def collected(self, report: dict[str, Any]) -> None:
        """Say what a source's crawl ended with."""
        self._print("collected", **report)

    def loaded(self, report: dict[str, Any]) -> None:
        """Say what was loaded of a source."""
        self._print("loaded", **report)

    def failed(self, source: str, reason: str) -> None:
        """Say why a source's crawl failed."""
        self._print("failed", source=source, reason=reason)

    def line(self, text: str) -> None:
        """Print a line."""
        self._print("line", text=text)

    def _print(self, event: str, **values: Any) -> None:
        sys.stdout.write(json.dumps({"event": event, **values}) + "\n")
        sys.stdout.flush()


class Display:
    """Prints lines, and a bar where a person looks at a terminal."""

    def __init__(self, progress: Progress | None, console: Console) -> None:
        self._progress = progress
        self._console = console
        self._tasks: dict[str, Any] = {}

    def advance(self, source: str, done: int, total: int) -> None:
        """Move a source's bar."""
        if self._progress is None:
            return
        if source not in self._tasks:
            self._tasks[source] = self._progress.add_task(source, total=total or None)
        self._progress.update(self._tasks[source], completed=done, total=total or None)

    def collected(self, report: dict[str, Any]) -> None:
        """Print a source's counts and its certificate."""
        self.line(
            f"{report['source']}: {report['announced']} announced, "
            f"{report['collected']} collected, {report['rejected']} rejected, "
            f"{report['new_versions']} new versions, {report['seconds']:.1f} s; "
            f"{report['certificate']}"
        )

    def loaded(self, report: dict[str, Any]) -> None:
        """Print what was loaded of a source."""
        rows = ", ".join(f"{count} {table}" for table, count in report["rows"].items())
        self.line(
            f"{report['source']}: {report['files']} files loaded ({rows or 'no rows'})"
        )

    def failed(self, source: str, reason: str) -> None:
        """Print why a source's crawl failed."""
        self.line(f"{source}: failed: {reason}")

    def line(self, text: str) -> None:
        """Print a line above the bars."""
        self._console.print(text, highlight=False, markup=False, soft_wrap=True)


@contextmanager
def display_for(wish: str) -> Iterator[Display | JsonDisplay]:
    """Give the display that suits the wish and the terminal."""
    if wish == "json":
        yield JsonDisplay()
        return
    console = Console()
    if not console.is_terminal:
        yield Display(None, console)
        return
    bars = Progress(
        TextColumn("{task.description:16}"),
        BarColumn(),
        MofNCompleteColumn(),
        Elapsed(),
        console=console,
        transient=True,
    )
    with bars:
        yield Display(bars, console)
