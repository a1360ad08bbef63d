"""Failures that a person can act on.

Each message says what happened, with which value, and what to do; the command
line prints it as one line and exits with 1.
"""

import traceback
from pathlib import Path


class VigieError(Exception):
    """Base of every failure that ends a command with one line."""


class MissingSetting(VigieError):
    """A variable that the command needs is not set."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} is not set; put it in .env (see .env.example), or run `make demo`"
        )


class InvalidSetting(VigieError):
    """A variable holds a value that cannot be used."""


class WarehouseUnavailable(VigieError):
    """Postgres cannot be reached, or refuses what is asked of it."""


class LakeUnavailable(VigieError):
    """The lake cannot be listed, read or written."""


class PublisherUnavailable(VigieError):
    """A publisher cannot be reached, or keeps answering with errors."""


class PublisherClosed(PublisherUnavailable):
    """A publisher of whom nothing more may be asked in this run."""


class PublisherRefused(VigieError):
    """A publisher refuses: wrong credentials, robots.txt, a blocked address."""


class BudgetSpent(VigieError):
    """A publisher asks to wait for longer than what is left of the run's time."""


class UnexpectedAnswer(VigieError):
    """A publisher answered, but not in the form that its documents promise."""


class AlreadyRunning(VigieError):
    """Another run holds the lock."""


class NothingToErase(VigieError):
    """No offer that was to be erased is anywhere: the ids or the place are wrong."""


def one_line(error: Exception) -> str:
    """Say what an error says; of one that nobody foresaw, also where it arose."""
    if isinstance(error, VigieError):
        return str(error)
    place = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"{type(error).__name__}: {error} ({Path(place.filename).name}, line "
        f"{place.lineno}); that is a fault of Vigie, not yours: please report it"
    )
