"""The API's own words about its limits."""

import pytest

from ingestion.errors import UnexpectedAnswer
from ingestion.sources.france_travail.limits import (
    ContentRange,
    highest_start,
    parse_content_range,
)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("offres 0-149/9981", ContentRange(0, 149, 9981)),
        ("*/0", ContentRange(None, None, 0)),
        ("offres */0", ContentRange(None, None, 0)),
    ],
)
def test_content_range_is_read(value, read):
    assert parse_content_range(value) == read


@pytest.mark.parametrize("value", [None, "", "offres 0-149", "bytes 0-1/x", "0-149/*"])
def test_another_content_range_is_named_in_the_error(value):
    with pytest.raises(UnexpectedAnswer, match="Content-Range"):
        parse_content_range(value)


def test_the_last_start_is_read_from_the_refusal():
    message = "La position de début doit être inférieure ou égale à 3000."

    assert highest_start(message) == 3000
    assert highest_start("La plage de résultats demandée est trop importante.") is None
