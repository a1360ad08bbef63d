"""One check: a suite and the table, or the query, that it is held against."""

from collections.abc import Sequence
from dataclasses import dataclass

import great_expectations.expectations as gxe
from great_expectations import ExpectationSuite
from great_expectations.expectations.expectation import Expectation

TEXT = "VARCHAR"
BIGINT = "BIGINT"
JSON = "JSONB"
BOOLEAN = "BOOLEAN"
TIMESTAMP = "TIMESTAMP WITH TIME ZONE"
# An address in full: "Happy@work" and "HappyIndex@Work" are slogans.
EMAIL = r"[[:alnum:]]@[[:alnum:]-]+\.[[:alpha:]]{2,}"
# Below this many rows a share says nothing.
ENOUGH = 20
DOUBLE = "DOUBLE PRECISION"


@dataclass(frozen=True)
class Check:
    """A suite with its table; a `query` is run once and kept for the suite."""

    table: str
    suite: ExpectationSuite
    query: str | None = None


def check(
    table: str,
    expectations: Sequence[Expectation],
    *,
    name: str | None = None,
    query: str | None = None,
) -> Check:
    """Name a suite after its table, unless a table carries several."""
    suite = ExpectationSuite(name=name or table, expectations=list(expectations))
    return Check(table=table, suite=suite, query=query)


def no_rows(sentence: str, query: str) -> Expectation:
    """Expect a query to be empty; the sentence is what a failing gate prints.

    Shape: the query may call the checked table `batch`, or name tables itself.
    """
    named = f"with batch as (select * from {{batch}}) {query}"
    return gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=named, description=sentence
    )


def columns(types: dict[str, str]) -> list[Expectation]:
    """Expect each column to be there, with its landing type."""
    return [
        gxe.ExpectColumnValuesToBeOfType(column=column, type_=type_)
        for column, type_ in types.items()
    ]


def never_null(*names: str) -> list[Expectation]:
    return [gxe.ExpectColumnValuesToNotBeNull(column=name) for name in names]


def matches(column: str, pattern: str, *, mostly: float = 1.0) -> Expectation:
    return gxe.ExpectColumnValuesToMatchRegex(
        column=column, regex=pattern, mostly=mostly
    )


def within(
    column: str, low: float | None, high: float | None, *, mostly: float = 1.0
) -> Expectation:
    return gxe.ExpectColumnValuesToBeBetween(
        column=column, min_value=low, max_value=high, mostly=mostly
    )


def one_of(column: str, *values: str) -> Expectation:
    return gxe.ExpectColumnValuesToBeInSet(column=column, value_set=list(values))


def filled(column: str, share: float) -> Expectation:
    """Expect a share of rows to state a value, where there are enough rows to tell."""
    return no_rows(
        f"{column} is stated in {share:.0%} of rows or more",
        f"select count(*) as rows, count({column}) as stated from batch "
        f"having count(*) >= {ENOUGH} and count({column}) < {share} * count(*)",
    )


def at_least(rows: int) -> Expectation:
    return gxe.ExpectTableRowCountToBeBetween(min_value=rows)
