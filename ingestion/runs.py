"""One run of one source, from first contact to the certificate."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from ingestion import settings
from ingestion.certificates import RunReport, report_of, run_row
from ingestion.crawl import Crawl, Source
from ingestion.documents import Chunk
from ingestion.earlier_runs import last_certified_at, unfinished_run
from ingestion.errors import (
    AlreadyRunning,
    BudgetSpent,
    InvalidSetting,
    LakeUnavailable,
    VigieError,
)
from ingestion.known_versions import KnownVersions
from ingestion.lake import Lake
from ingestion.landing import LakeWriter, run_id_at
from ingestion.lease import leased
from ingestion.loading import Loaded, load, loaded_files, prepare, raw_pipeline
from ingestion.publisher_clock import LOOPBACK
from ingestion.settings import WarehouseSettings
from ingestion.sources import SOURCES


@dataclass(frozen=True)
class Task:
    """What to collect: a source, whole or between two creation dates."""

    source: str
    kind: str = "full"
    since: datetime | None = None
    until: datetime | None = None

    @property
    def is_whole(self) -> bool:
        """Whether the crawl reaches from the first offer to the present."""
        return self.kind == "full"


@dataclass(frozen=True)
class Budget:
    """How much a run may take: offers, minutes; None is without end."""

    limit: int | None = None
    minutes: float | None = None


Progress = Callable[[str, int, int], None]


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Hold the lock of this machine's data folder; a crash frees it.

    Raises: AlreadyRunning when another process holds it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / "run.lock").open("a+")
    except OSError as error:
        raise InvalidSetting(
            f"the folder {folder} cannot be written ({error.strerror}); "
            "free it, or name another one in VIGIE_DATA_DIR"
        ) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise AlreadyRunning(
                f"another run holds the lock {file.name}; wait for it to end"
            ) from error
        yield


@contextmanager
def opened(source: str, lake: Lake, state: Path) -> Iterator[KnownVersions]:
    """Open the index of a source in a lake until the block ends."""
    name = sha256(lake.url.encode()).hexdigest()[:12]
    known = KnownVersions(state / "known_versions" / name / f"{source}.sqlite3")
    try:
        yield known
    finally:
        known.close()


def collect(
    task: Task, lake: Lake, state: Path, budget: Budget, progress: Progress
) -> RunReport:
    """Collect a source into the lake and certify what was read.

    A recent run of the same kind that was killed or lacks parts is gone on with.

    Raises: VigieError when the publisher or the lake fails; the run's row then says
            so, and what had landed stays.
    """
    clock = time.monotonic()
    source = SOURCES[task.source]()
    with leased(lake, task.source) as lease, opened(task.source, lake, state) as known:
        crawl = crawl_of(task, lake, known, budget)
        begun_at, error = begun(source, crawl)
        unfinished = None
        if task.is_whole and source.has_windows and not error:
            unfinished = unfinished_run(lake, task.source, task.kind, begun_at)
        run_id = run_id_at(begun_at, task.kind)
        if unfinished:
            run_id, crawl.earlier = unfinished.run_id, unfinished.leaves
            crawl.until = unfinished.started_at - timedelta(seconds=1)
        writer = LakeWriter(task.source, run_id, lake, known, state, lease)
        writer.go_on_after(crawl.earlier)
        error = error or land_all(task.source, writer, source, crawl, progress)
        if isinstance(error, BudgetSpent):
            crawl.cut_short, error = str(error), None
        report = report_of(writer, crawl, error, time.monotonic() - clock)
        with suppress(VigieError) if error else nullcontext():
            writer.write_run(run_row(report, source, crawl, begun_at, writer, error))
    if error:
        raise error
    return report


def crawl_of(task: Task, lake: Lake, known: KnownVersions, budget: Budget) -> Crawl:
    """Turn a task into a crawl.

    Raises: InvalidSetting for an incremental crawl with nothing to begin from.
    """
    crawl = Crawl(task.kind, known, task.since, task.until, budget.limit)
    if budget.minutes is not None:
        crawl.deadline = time.monotonic() + 60 * budget.minutes
    if task.kind == "incremental" and SOURCES[task.source].has_windows:
        crawl.since = last_certified_at(lake, task.source)
        if crawl.since is None:
            raise InvalidSetting(
                f"{task.source} has no certified crawl to go on from; run a full one: "
                f"python -m ingestion collect {task.source}"
            )
    return crawl


def begun(source: Source, crawl: Crawl) -> tuple[datetime, VigieError | None]:
    """Make first contact; return the publisher's time, or ours and what failed."""
    try:
        return source.begin(crawl), None
    except VigieError as error:
        return datetime.now(UTC), error


def land_all(
    name: str, writer: LakeWriter, source: Source, crawl: Crawl, progress: Progress
) -> VigieError | None:
    """Land all that a source hands over; return what ended it early, if anything."""
    failures: list[VigieError] = []
    try:
        for landed in writer.write(until_failure(source.collect(crawl), failures)):
            progress(name, landed.collected, crawl.announced)
    except VigieError as problem:
        return problem
    return failures[0] if failures else None


def until_failure(
    chunks: Iterator[Chunk], failures: list[VigieError]
) -> Iterator[Chunk]:
    """Hand chunks over until their source fails, so that those before still land."""
    try:
        yield from chunks
    except VigieError as problem:
        failures.append(problem)


def load_source(
    name: str, lake: Lake, server: WarehouseSettings, state: Path, progress: Progress
) -> Loaded:
    """Load what the lake holds of a source and the warehouse does not."""
    loaded = Loaded(0, {})
    for loaded in load(name, SOURCES[name].tables, lake, server, state):
        progress(name, loaded.rows.get("offers", 0), 0)
    return loaded


def plan(task: Task, lake: Lake, state: Path) -> str:
    """Say what a crawl of a source would ask for and cost."""
    source = SOURCES[task.source]()
    with opened(task.source, lake, state) as known:
        crawl = crawl_of(task, lake, known, Budget())
        source.begin(crawl)
        known.absorb(lake, task.source)
        return source.plan(crawl)


def prepare_source(name: str, server: WarehouseSettings, state: Path) -> None:
    """Make the empty raw tables of a source, so that every model has its inputs."""
    pipeline = raw_pipeline(name, server, state)
    prepare(pipeline, name, SOURCES[name].tables, server)


def check_apart() -> None:
    """Raise InvalidSetting where real and simulated offers would share a folder."""
    host = urlsplit(settings.wttj_site_url()).hostname
    if settings.data_folder() == settings.DATA / "live" and host in LOOPBACK:
        raise InvalidSetting(
            f"{settings.data_folder()} is for real offers, and "
            f"{settings.wttj_site_url()} simulates them; set VIGIE_DATA_DIR to another "
            "folder first"
        )
    if settings.is_simulated() and settings.wttj_site_url() == settings.WTTJ_SITE_URL:
        raise InvalidSetting(
            f"{settings.data_folder()} is for simulated offers, and these publishers "
            "are real; use `make run`, or VIGIE_DATA_DIR=data/live in a new shell"
        )


def check_rebuild(names: list[str], lake: Lake, server: WarehouseSettings) -> None:
    """Raise LakeUnavailable where raw holds a source of which the lake has nothing."""
    for name in names:
        is_in_lake = any(lake.files(name, table.name) for table in SOURCES[name].tables)
        if not is_in_lake and loaded_files(name, server):
            raise LakeUnavailable(
                f"the lake at {lake.url} has nothing of {name}, and raw Postgres does; "
                "nothing is dropped; check LAKE_URL and VIGIE_DATA_DIR"
            )
