"""Runs one command of the chain and shows how it goes."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn
from rich.progress import TimeElapsedColumn as Elapsed

PROJECT_ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.prefix) / "bin"
# Unit tests are of the SQL, not of the day's data: they run where it changes.
DBT_BUILD = ("build", "--exclude-resource-type", "unit_test")


class StepFailed(Exception):
    """A step ended with an error; the message says what to do about it."""


@dataclass
class Shown:
    """What the display says of the step under way."""

    done: int = 0
    total: int = 0
    unit: str = ""
    note: str = ""


@dataclass
class Chain:
    """The steps so far, with the seconds each took, and the display they share."""

    console: Console
    environment: dict[str, str]
    seconds: dict[str, float] = field(default_factory=dict)
    lock: int | None = None
    _bars: Progress | None = None
    _task: TaskID | None = None

    @contextmanager
    def step(self, title: str) -> Iterator[Shown]:
        """Time a step and show it while it runs."""
        started, shown = time.monotonic(), Shown()
        if self._bars:
            self._task = self._bars.add_task(title, total=None, rate="", note="")
        try:
            yield shown
        finally:
            spent = time.monotonic() - started
            step = title.partition(",")[0]  # the days of a step are one
            self.seconds[step] = self.seconds.get(step, 0.0) + spent
            if self._bars and self._task is not None:
                self._bars.remove_task(self._task)
        counted = f", {shown.done} {shown.unit}" if shown.done else ""
        self.console.print(f"  {title}: {spent:.1f} s{counted} {shown.note}".rstrip())

    @contextmanager
    def display(self) -> Iterator[None]:
        """Show bars while the block runs, where a person looks at a terminal."""
        if not self.console.is_terminal:
            yield
            return
        self._bars = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            TextColumn("{task.fields[rate]} {task.fields[note]}"),
            Elapsed(),
            console=self.console,
            transient=True,
        )
        with self._bars:
            yield
        self._bars = None

    def update(self, shown: Shown, started: float) -> None:
        """Bring the bar of the step under way up to date."""
        if self._bars is None or self._task is None:
            return
        speed = shown.done / max(time.monotonic() - started, 0.1)
        rate = f"{shown.done}/{shown.total or '?'} {shown.unit} ({speed:.0f}/s)"
        self._bars.update(
            self._task,
            completed=shown.done,
            total=shown.total or None,
            rate=rate if shown.done else "",
            note=shown.note,
        )

    def run(
        self,
        title: str,
        command: list[str],
        on_event: Callable[[dict[str, Any], Shown], None],
        accepted: tuple[int, ...] = (0,),
    ) -> None:
        """Run a command that prints JSON lines; hand each one to `on_event`.

        Raises: StepFailed with what the command said, when its exit code is not
                among the accepted ones.
        """
        with self.step(title) as shown:
            started, said = time.monotonic(), []
            # A chain may be killed, and its step go on: it holds the lock, too.
            held = () if self.lock is None else (self.lock,)
            with subprocess.Popen(
                command,
                cwd=PROJECT_ROOT,
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                pass_fds=held,
                text=True,
            ) as process:
                for line in process.stdout or ():
                    event = as_event(line)
                    if event is None:
                        said = [*said[-40:], line.rstrip()]
                        continue
                    on_event(event, shown)
                    self.update(shown, started)
        if process.returncode not in accepted:
            raise StepFailed("\n".join([f"{title} failed", *filter(None, said)]))


def as_event(line: str) -> dict[str, Any] | None:
    """Read a line as a JSON object; None for other lines."""
    if not line.startswith("{"):
        return None
    try:
        return json.loads(line)
    except ValueError:
        return None
