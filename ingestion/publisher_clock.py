"""What time a publisher says it is, and when it is not believed (decision 4)."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

# Publishers on this machine are simulated, and so may be the day that they tell.
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
# As much as the gate on raw lets a run end after now.
MOST_AHEAD = timedelta(minutes=5)

log = logging.getLogger(__name__)


@dataclass
class PublisherClock:
    """The clock of the publisher at a host, as its answers tell it."""

    host: str
    is_doubted: bool = False

    def moment(self, headers: Mapping[str, str]) -> datetime:
        """Return when an answer was given (UTC), by the publisher's clock.

        By ours where it tells no time, or one far ahead of ours, which is said once: a
        run that is dated in the future would close the gate until that day.
        """
        ours = datetime.now(UTC)
        try:
            theirs = parsedate_to_datetime(headers["Date"]).astimezone(UTC)
        except (KeyError, ValueError, OverflowError):
            return ours
        if theirs - ours <= MOST_AHEAD or self.host in LOOPBACK:
            return theirs
        if not self.is_doubted:
            self.is_doubted = True
            log.warning(
                "%s says that it is %s, and this machine %s (UTC); its answers are "
                "dated by this machine's clock: see that this one is right",
                self.host,
                f"{theirs:%Y-%m-%d %H:%M}",
                f"{ours:%Y-%m-%d %H:%M}",
            )
        return ours
