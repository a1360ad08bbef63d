"""Which aggregate answers: a filter of one value is a group that the marts hold."""

from collections.abc import Collection
from typing import NamedTuple

from streamlit_app.filters import CODES, Filters

# How the marts name what the filters narrow by.
DIMENSIONS = {
    "source": "source",
    "region": "region",
    "departement": "departement",
    "domain": "grand_domain",
    "occupation": "occupation",
    "contract": "contract",
    "skill": "skill",
}


class Group(NamedTuple):
    """A group of the aggregates; 'all' is everything."""

    dimension: str = "all"
    code: str = "all"


def group_of(filters: Filters, dimensions: Collection[str]) -> Group | None:
    """Return the group that the filters select; None where no aggregate has it.

    Shape: `dimensions` are those that the aggregate is broken down by.
    """
    narrowed = [name for name in CODES if getattr(filters, name)]
    if not narrowed:
        return Group()
    name, codes = narrowed[0], getattr(filters, narrowed[0])
    dimension = DIMENSIONS.get(name)
    if len(narrowed) > 1 or len(codes) > 1 or dimension not in dimensions:
        return None
    return Group(dimension, codes[0])


def only(filters: Filters, *names: str) -> Filters:
    """Return the filters without all but some: what an aggregate can follow."""
    return Filters(**{name: getattr(filters, name) for name in names})
