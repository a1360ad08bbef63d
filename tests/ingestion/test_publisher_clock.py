"""The publisher's clock dates a run, unless it would date it in the future."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from ingestion.publisher_clock import PublisherClock
from tests.ingestion.scripted import Script

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("host", "ahead", "is_believed"),
    [
        ("publisher.example", 4 * MINUTE, True),
        ("publisher.example", 6 * MINUTE, False),
        ("publisher.example", timedelta(days=3650), False),
        # Our clock may be the one that is wrong, and a day ahead of it.
        ("publisher.example", timedelta(days=-1), True),
        # A simulated day may be any.
        ("127.0.0.1", timedelta(days=3650), True),
    ],
)
def test_a_clock_far_ahead_of_ours_is_not_believed(host, ahead, is_believed, caplog):
    clock, now = PublisherClock(host), datetime.now(UTC)
    headers = {"Date": format_datetime(now + ahead)}

    for moment in (clock.moment(headers), clock.moment(headers)):
        assert abs(moment - now - is_believed * ahead) < MINUTE
    assert len(caplog.messages) == (not is_believed)


@pytest.mark.parametrize("headers", [{}, {"Date": "soon"}])
def test_where_a_publisher_tells_no_time_it_is_ours(headers):
    moment = PublisherClock("publisher.example").moment(headers)

    assert abs(moment - datetime.now(UTC)) < MINUTE


def test_an_answer_of_a_day_to_come_is_dated_by_our_clock(
    server, client, monkeypatch, caplog
):
    Script.answers["/"] = [(200, {}, b"ok")]
    date = "Thu, 31 Jan 2199 10:00:00 GMT"
    monkeypatch.setattr(Script, "date_time_string", lambda *_: date)
    monkeypatch.setattr("ingestion.publisher_clock.LOOPBACK", ())

    moment = client.get(f"{server}/").date

    assert abs(moment - datetime.now(UTC)) < MINUTE
    (said,) = caplog.messages
    assert said.startswith("127.0.0.1 says that it is 2199-01-31 10:00")
