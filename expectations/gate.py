"""Hold the warehouse against the suites; the context is ephemeral, so no folder."""

import logging
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any

import great_expectations as gx
from great_expectations.core import ExpectationValidationResult
from great_expectations.data_context import EphemeralDataContext
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.datasource.fluent import PostgresDatasource
from great_expectations.datasource.fluent.interfaces import Batch

from expectations.check import Check
from expectations.results import Outcome, examples_of
from expectations.warehouse import connection_url

# Values are only looked up for what failed: a passing column costs its counts alone.
COUNTS_ONLY = {"result_format": "BASIC", "partial_unexpected_count": 0}
WITH_VALUES = {"result_format": "BASIC", "partial_unexpected_count": 20}
# A query's offending rows come only in this format, and at most 200 of them.
WITH_ROWS = {"result_format": "COMPLETE"}
QUERY_EXPECTATION = "unexpected_rows_expectation"


def run_checks(
    checks: Sequence[Check], finished: Callable[[str, list[Outcome]], None]
) -> list[Outcome]:
    """Run every suite, whatever the earlier ones said; report each as it ends."""
    context = quiet_context()
    tables = context.data_sources.add_postgres(
        "tables", connection_string=connection_url()
    )
    # Each query is run once, and what it gives is kept for its whole suite.
    queries = context.data_sources.add_postgres(
        "queries", connection_string=connection_url(), create_temp_table=True
    )
    numbers = count()
    outcomes: list[Outcome] = []
    for one in checks:
        datasource = tables if one.query is None else queries
        answers = run_suite(datasource, one, f"asset_{next(numbers)}")
        finished(one.suite.name, answers)
        outcomes.extend(answers)
    return outcomes


def quiet_context() -> EphemeralDataContext:
    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    context = gx.get_context(mode="ephemeral")
    context.enable_analytics(False)
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return context


def run_suite(
    datasource: PostgresDatasource, one: Check, asset_name: str
) -> list[Outcome]:
    """Validate one suite; whatever stops it is itself a failing outcome."""
    try:
        if one.query is None:
            schema, table = one.table.split(".")
            asset = datasource.add_table_asset(
                asset_name, table_name=table, schema_name=schema
            )
        else:
            asset = datasource.add_query_asset(asset_name, query=one.query)
        batch = asset.add_batch_definition_whole_table("all").get_batch()
        answered = batch.validate(one.suite, result_format=COUNTS_ONLY).results
        outcomes = [
            outcome_of(one.suite.name, explained(batch, result)) for result in answered
        ]
        return outcomes
    except Exception as error:  # anything that keeps a suite from answering fails it
        return [
            Outcome(
                suite=one.suite.name,
                expectation="the suite can be run",
                column=None,
                success=False,
                observed=first_line(error),
            )
        ]


def explained(batch: Batch, result: ExpectationValidationResult) -> Any:
    """Ask a failing expectation once more, this time for the values it refused."""
    if result.success:
        return result
    expectation = result.expectation_config.to_domain_obj()
    is_query = result.expectation_config.type == QUERY_EXPECTATION
    return batch.validate(
        expectation, result_format=WITH_ROWS if is_query else WITH_VALUES
    )


def outcome_of(suite: str, result: ExpectationValidationResult) -> Outcome:
    configuration = result.expectation_config
    name = configuration.description or configuration.type
    column = configuration.kwargs.get("column")
    if result.exception_info and (raised := exception_of(result.exception_info)):
        return Outcome(suite, name, column, success=False, observed=raised)
    answer = result.result
    observed = answer.get("observed_value")
    if configuration.type == QUERY_EXPECTATION:
        rows = answer.get("details", {}).get("unexpected_rows", [])
        return Outcome(
            suite,
            name,
            None,
            bool(result.success),
            unexpected_count=observed,
            unexpected_examples=examples_of(rows),
        )
    return Outcome(
        suite,
        name,
        column,
        bool(result.success),
        observed=None if observed is None else str(observed),
        unexpected_count=answer.get("unexpected_count"),
        unexpected_examples=examples_of(answer.get("partial_unexpected_list") or []),
        row_count=answer.get("element_count"),
    )


def exception_of(info: dict) -> str | None:
    """Read GX's two shapes: one exception, or one a metric."""
    if info.get("raised_exception"):
        return first_line(info.get("exception_message"))
    for nested in info.values():
        if isinstance(nested, dict) and nested.get("raised_exception"):
            return first_line(nested.get("exception_message"))
    return None


def first_line(error: object) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[0] if lines else type(error).__name__)[:300]
