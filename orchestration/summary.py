"""The closing summary of a chain, with figures read from the published marts."""

from rich import box
from rich.console import Console
from rich.table import Table

from orchestration.chain import Outcome


def print_summary(
    console: Console,
    outcome: Outcome,
    seconds: dict[str, float],
    published: dict[str, int],
) -> None:
    """Print what each source brought, what the marts hold, and what it took."""
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("source", no_wrap=True)
    for name in ("announced", "collected", "rejected", "versions kept"):
        table.add_column(name, justify="right")
    table.add_column("last run")
    for source, counts in outcome.collected.items():
        table.add_row(
            source,
            *(
                f"{counts[name]:,}"
                for name in ("announced", "collected", "rejected", "new_versions")
            ),
            outcome.certificates[source].split("certified")[0] + "certified",
        )
    console.print(table)
    for failure in outcome.failures:
        console.print(f"failed: {failure}", highlight=False, markup=False)
    gates = ", ".join(
        f"{n} on {name}" for name, n in outcome.expectations_passed.items()
    )
    console.print(
        f"Published: {published['offers']:,} offers, {published['open_offers']:,} of "
        f"them open: {published['open_openings']:,} openings after deduplication",
        highlight=False,
    )
    console.print(
        f"Passed: {outcome.tests_passed} dbt tests over {outcome.models_built} models "
        f"and seeds; expectations: {gates}",
        highlight=False,
    )
    steps = ", ".join(f"{title} {spent:.1f}" for title, spent in seconds.items())
    total = sum(seconds.values())
    console.print(f"Seconds: {steps}; {total:.0f} in all", highlight=False)
