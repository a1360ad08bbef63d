"""What a run ends with: its counts, its certificate, its row."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from ingestion import settings
from ingestion.crawl import Crawl, Source
from ingestion.earlier_runs import run_started_at
from ingestion.errors import VigieError
from ingestion.landing import LakeWriter


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
    cut_short: str | None


def report_of(
    writer: LakeWriter,
    crawl: Crawl,
    error: VigieError | None,
    seconds: float,
) -> RunReport:
    """Sum up a run and word its certificate."""
    landed = writer.landed
    leaves = landed.leaves
    certified = (
        not error
        and not crawl.cut_short
        and bool(leaves)
        and crawl.residual == 0
        and crawl.unbalanced == 0
        and all(leaf.certified for leaf in leaves)
    )
    certificate = proof(writer) if certified else lack(writer, crawl, error)
    status = "failed" if error else "complete" if certified else "incomplete"
    return RunReport(
        source=writer.source,
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
        cut_short=crawl.cut_short,
    )


def proof(writer: LakeWriter) -> str:
    """Word the certificate of a run whose every part is certified."""
    moment = max(leaf.ended_at for leaf in writer.landed.leaves)
    return (
        f"certified complete at {moment:%Y-%m-%d %H:%M:%S} UTC: "
        f"{writer.landed.collected} documents, 0 residual"
    )


def lack(writer: LakeWriter, crawl: Crawl, error: VigieError | None) -> str:
    """Say which part of a run is not certified, and why."""
    leaves = writer.landed.leaves
    lacking = [leaf for leaf in leaves if not leaf.certified]
    reasons = {leaf.error or leaf.outcome for leaf in lacking}
    reasons |= {str(error or crawl.cut_short)} if error or crawl.cut_short else set()
    if crawl.residual:
        reasons.add(f"{crawl.residual} offers that no creation date finds")
    if crawl.unbalanced:
        reasons.add(
            f"{crawl.unbalanced} offers that a window announces and its halves do not"
        )
    return (
        f"not certified: {len(lacking)} of {len(leaves)} parts lack something "
        f"({'; '.join(sorted(reasons))[:300]})"
    )


def run_row(
    report: RunReport,
    source: Source,
    crawl: Crawl,
    begun_at: datetime,
    writer: LakeWriter,
    error: VigieError | None,
) -> dict[str, object]:
    """Return the run as a row of `crawl_runs`, in the publisher's time."""
    row = asdict(report)
    for name in ("seconds", "certificate", "cut_short"):
        row.pop(name)
    return {
        **row,
        **source.meter.as_columns(),
        "kind": crawl.kind,
        "site": source.site,
        "announced_after": crawl.announced_after,
        "residual": crawl.residual + crawl.unbalanced,
        "started_at": run_started_at(report.run_id),
        "ended_at": begun_at + timedelta(seconds=report.seconds),
        "leaves": len(writer.landed.leaves),
        "leaves_certified": sum(leaf.certified for leaf in writer.landed.leaves),
        "code_version": settings.code_version(),
        "error": str(error) if error else crawl.cut_short,
    }
