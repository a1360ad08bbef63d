"""Items to verify: each looks at what is really there, never at a template."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from infrastructure.account import Target
from infrastructure.blueprints import ORDER
from infrastructure.errors import InfrastructureError, one_line
from infrastructure.stacks import Stacks


@dataclass(frozen=True)
class Result:
    """What came of one item; `said` is what was found where it does not hold."""

    concern: str
    item: str
    holds: bool
    said: str


@dataclass
class Deployed:
    """What checks look at: the account, and the outputs of the stacks."""

    target: Target

    @cached_property
    def outputs(self) -> dict[str, str]:
        """The outputs of all stacks."""
        stacks, found = Stacks(self.target), {}
        for concern in ORDER:
            found |= stacks.outputs(concern)
        return found

    @cached_property
    def lake(self) -> str:
        """The lake's bucket."""
        return self.outputs["LakeBucketArn"].rsplit(":", 1)[1]

    def __getattr__(self, service: str) -> Any:
        """Return the client of a service: `deployed.s3`."""
        if service.startswith("_"):
            raise AttributeError(service)
        return self.target.client(service.replace("_", "-"))


# A check raises AssertionError with what it found, where something does not hold.
Check = Callable[[Deployed], None]


@dataclass(frozen=True)
class Item:
    """One thing that must hold."""

    concern: str
    name: str
    check: Check


ITEMS: list[Item] = []


def must(concern: str, name: str) -> Callable[[Check], Check]:
    """Register a check as an item."""

    def register(check: Check) -> Check:
        ITEMS.append(Item(concern, name, check))
        return check

    return register


def same(found: object, wanted: object, what: str = "it") -> None:
    """Raise AssertionError where something is not what it must be."""
    if found != wanted:
        raise AssertionError(f"{what} is {found!r}, not {wanted!r}")


def every_item() -> list[Item]:
    """Return all items: each module registers its own when it is first imported."""
    from infrastructure.verification import data, guards, work  # noqa: F401

    return ITEMS


def verify(target: Target) -> Iterator[Result]:
    """Check every item of every concern, in order; one that fails ends nothing.

    Raises: InfrastructureError when the stage is not deployed.
    """
    Stacks(target).must_stand()
    deployed = Deployed(target)
    for item in every_item():
        yield checked(item, deployed)


def checked(item: Item, deployed: Deployed) -> Result:
    """Check one item; what cannot be looked at does not hold."""
    try:
        with one_line("looking"):
            item.check(deployed)
    except AssertionError as error:
        return Result(item.concern, item.name, False, str(error))
    except InfrastructureError as error:
        return Result(item.concern, item.name, False, str(error))
    except (KeyError, IndexError) as error:
        return Result(item.concern, item.name, False, f"there is no {error}")
    except ValueError as error:  # one was expected, and there are more, or none
        return Result(item.concern, item.name, False, str(error))
    return Result(item.concern, item.name, True, "")
