"""One run of one source, from first contact to the certificate."""

import fcntl
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from ingestion import embedded_postgres, settings
from ingestion.crawl import Crawl, Source
from ingestion.errors import AlreadyRunning, InvalidSetting, VigieError
from ingestion.known_versions import KnownVersions
from ingestion.lake import Lake
from ingestion.landing import LakeWriter, run_id_at
from ingestion.loading import Loaded, load, prepare, raw_pipeline
from ingestion.settings import WarehouseSettings
from ingestion.sources import SOURCES


@dataclass(frozen=True)
class Budget:
    """How much a run may take: offers, minutes; None is without end."""

    limit: int | None = None
    minutes: float | None = None


@dataclass(frozen=True)
class RunReport:
    """What a run ended with; the closing summary is made of these."""

    source: str
    run_id: str
    status: str
    certified: bool
    announced: int
    collected: int
    rejected: int
    gone: int
    new_versions: int
    seconds: float
    certificate: str


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


def known_versions(source: str, lake: Lake, state: Path) -> KnownVersions:
    """Open the index of a source in a lake."""
    name = sha256(lake.url.encode()).hexdigest()[:12]
    return KnownVersions(state / "known_versions" / name / f"{source}.sqlite3")


def collect(
    name: str, lake: Lake, state: Path, budget: Budget, progress: Progress
) -> RunReport:
    """Collect a source into the lake and certify what was read.

    Raises: VigieError when the publisher or the lake fails; the run's row then says
            so, and what had landed stays.
    """
    clock = time.monotonic()
    source = SOURCES[name]()
    known = known_versions(name, lake, state)
    crawl = Crawl(kind="full", known=known, limit=budget.limit)
    if budget.minutes is not None:
        crawl.deadline = clock + 60 * budget.minutes
    error: VigieError | None = None
    started_at = datetime.now(UTC)
    try:
        try:
            started_at = source.begin()
        except VigieError as problem:
            error = problem
        writer = LakeWriter(name, run_id_at(started_at), lake, known, state)
        error = error or land_all(name, writer, source, crawl, progress)
        report = report_of(name, writer, crawl, error, time.monotonic() - clock)
        with suppress(VigieError) if error else nullcontext():
            writer.write_run(run_row(report, source, crawl, started_at, writer, error))
    finally:
        known.close()
    if error:
        raise error
    return report


def land_all(
    name: str, writer: LakeWriter, source: Source, crawl: Crawl, progress: Progress
) -> VigieError | None:
    """Land all that a source hands over; return what ended it early, if anything."""
    try:
        for landed in writer.write(source.collect(crawl)):
            progress(name, landed.collected, crawl.announced)
    except VigieError as problem:
        return problem
    return None


def report_of(
    name: str,
    writer: LakeWriter,
    crawl: Crawl,
    error: VigieError | None,
    seconds: float,
) -> RunReport:
    """Sum up a run and word its certificate."""
    landed = writer.landed
    leaves = landed.leaves
    certified = not error and bool(leaves) and all(leaf.certified for leaf in leaves)
    certificate = proof(writer) if certified else lack(writer, error)
    status = "failed" if error else "complete" if certified else "incomplete"
    return RunReport(
        source=name,
        run_id=writer.run_id,
        status=status,
        certified=certified,
        announced=crawl.announced,
        collected=landed.collected,
        rejected=landed.rejected,
        gone=landed.gone,
        new_versions=landed.new_versions,
        seconds=seconds,
        certificate=certificate,
    )


def proof(writer: LakeWriter) -> str:
    """Word the certificate of a run whose every part is certified."""
    moment = max(leaf.ended_at for leaf in writer.landed.leaves)
    return (
        f"certified complete at {moment:%Y-%m-%d %H:%M:%S} UTC: "
        f"{writer.landed.collected} documents, 0 residual"
    )


def lack(writer: LakeWriter, error: VigieError | None) -> str:
    """Say which part of a run is not certified, and why."""
    leaves = writer.landed.leaves
    lacking = [leaf for leaf in leaves if not leaf.certified]
    reasons = {leaf.error or leaf.outcome for leaf in lacking}
    reasons |= {str(error)} if error else set()
    return (
        f"not certified: {len(lacking)} of {len(leaves)} parts lack something "
        f"({'; '.join(sorted(reasons))[:300]})"
    )


def run_row(
    report: RunReport,
    source: Source,
    crawl: Crawl,
    started_at: datetime,
    writer: LakeWriter,
    error: VigieError | None,
) -> dict[str, object]:
    """Return the run as a row of `crawl_runs`, in the publisher's time."""
    row = asdict(report)
    for name in ("seconds", "certificate"):
        row.pop(name)
    return {
        **row,
        **asdict(source.meter),
        "kind": crawl.kind,
        "started_at": started_at,
        "ended_at": started_at + timedelta(seconds=report.seconds),
        "leaves": len(writer.landed.leaves),
        "leaves_certified": sum(leaf.certified for leaf in writer.landed.leaves),
        "code_version": settings.code_version(),
        "error": str(error) if error else crawl.cut_short,
    }


def load_source(
    name: str, lake: Lake, server: WarehouseSettings, state: Path, progress: Progress
) -> Loaded:
    """Load what the lake holds of a source and the warehouse does not."""
    loaded = Loaded(0, {})
    for loaded in load(name, SOURCES[name].tables, lake, server, state):
        progress(name, loaded.rows.get("offers", 0), 0)
    return loaded


def plan(name: str, lake: Lake, state: Path) -> str:
    """Say what a full crawl of a source would ask for and cost."""
    source = SOURCES[name]()
    known = known_versions(name, lake, state)
    try:
        source.begin()
        known.absorb(lake, name)
        return source.plan(Crawl(kind="full", known=known))
    finally:
        known.close()


def prepare_source(name: str, server: WarehouseSettings, state: Path) -> None:
    """Make the empty raw tables of a source, so that every model has its inputs."""
    pipeline = raw_pipeline(name, server, state)
    prepare(pipeline, name, SOURCES[name].tables, server)


def remove_data() -> None:
    """Delete what is this data folder's own: its embedded Postgres, lake and state.

    A server or a lake that was named from outside is never touched.
    """
    if not settings.warehouse():
        embedded_postgres.remove(settings.embedded_postgres_folder())
    if not settings.optional("LAKE_URL"):
        shutil.rmtree(settings.data_folder() / "lake", ignore_errors=True)
    shutil.rmtree(settings.data_folder() / "state", ignore_errors=True)
