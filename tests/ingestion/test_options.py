"""What the command line refuses before anything is asked of anybody."""

from datetime import UTC, datetime

import pytest

from ingestion.errors import InvalidSetting, one_line
from ingestion.options import check, parser


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("collect nowhere", "there is no source nowhere"),
        ("collect --from 2026-01-01", "need --mode slice or backfill"),
        ("run --mode incremental --to 2026-01-01", "need --mode slice or backfill"),
        ("collect --mode slice", "name france_travail"),
        ("collect france_travail --mode slice --from 2026-01-01", "needs --from and"),
        (
            "run france_travail --mode backfill --from 2026-02-01 --to 2026-01-01",
            "the earlier date first",
        ),
        ("collect --limit 0", "--limit is 0; give a number above 0"),
        ("run --limit -3", "--limit is -3"),
        ("run --budget-minutes -1", "--budget-minutes is -1.0"),
        ("run --budget-minutes nan", "--budget-minutes is nan"),
    ],
)
def test_sources_and_bounds_that_make_no_sense_are_one_line(words, said):
    with pytest.raises(InvalidSetting, match=said):
        check(parser(None).parse_args(words.split()))


def test_a_window_of_dates_is_taken():
    words = "run france_travail --mode backfill --from 2026-01-01 --to 2026-01-01"

    check(parser(None).parse_args(words.split()))


@pytest.mark.parametrize(
    ("given", "last"),
    [
        ("2026-10-31", datetime(2026, 10, 31, 23, 59, 59, tzinfo=UTC)),
        ("2026-10-31T12:00", datetime(2026, 10, 31, 12, tzinfo=UTC)),
        ("2026-10-31T00:00:00+01:00", datetime(2026, 10, 30, 23, tzinfo=UTC)),
    ],
)
def test_the_last_day_is_collected_to_its_end(given, last):
    words = f"collect france_travail --mode backfill --from 2026-10-01 --to {given}"

    assert parser(None).parse_args(words.split()).until == last


def test_an_error_that_nobody_foresaw_is_one_line_with_its_place():
    try:
        int("x")
    except ValueError as error:
        said = one_line(error)

    assert said.startswith("ValueError: invalid literal for int() with base 10: 'x' (")
    assert "test_options.py, line" in said and "\n" not in said
