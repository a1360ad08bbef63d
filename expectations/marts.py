"""The marts gate: what dbt's tests of keys and relations do not say."""

from expectations import aggregates, fct_offers, fct_openings, history
from expectations.check import Check

SOURCES = ("france_travail", "wttj", "service_public")


def marts_checks(tables: set[str]) -> list[Check]:
    """Choose the checks for the warehouse's tables, each as `schema.name`."""
    landed = [source for source in SOURCES if f"raw_{source}.offers" in tables]
    return [
        *fct_offers.checks(landed, released="published.fct_offers" in tables),
        *fct_openings.checks(),
        *aggregates.checks(),
        *history.checks(),
    ]
