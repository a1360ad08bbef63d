"""Splits one second of creation dates that alone overflows a query."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingestion.sources.france_travail.api import FranceTravailApi


@dataclass(frozen=True)
class Facet:
    """A search parameter, the list of its values, and how many fit in a query."""

    parameter: str
    reference_list: str
    most_values: int


FACETS = (
    Facet("departement", "departements", 5),
    Facet("codeROME", "metiers", 200),
    Facet("typeContrat", "typesContrats", 10),
)


@dataclass
class Facets:
    """Splits by département, then ROME code, then contract, until each part fits."""

    api: FranceTravailApi
    reach: int
    _values: dict[str, list[str]] = field(default_factory=dict)

    def split(
        self, parameters: dict[str, str], total: int, depth: int = 0
    ) -> Iterator[dict[str, str]]:
        """Yield queries that each fit and together find the `total` of a query.

        Offers that a facet does not reach (those placed in a région, or abroad, have
        no département) are asked for by the next facet, and then come twice. What no
        facet splits is yielded as it is: the reader's counts show that it lacks some.
        """
        if depth == len(FACETS):
            yield parameters
            return
        facet, found = FACETS[depth], 0
        groups = list(batched(self._values_of(facet), facet.most_values))
        while groups:
            group = groups.pop()
            part = {**parameters, facet.parameter: ",".join(group)}
            count = self.api.count(part)
            if count > self.reach and len(group) > 1:
                middle = len(group) // 2
                groups += [group[:middle], group[middle:]]
                continue
            found += count
            if count > self.reach:
                yield from self.split(part, count, depth + 1)
            elif count:
                yield part
        if found < total and depth + 1 < len(FACETS):
            yield from self.split(parameters, total, depth + 1)

    def _values_of(self, facet: Facet) -> list[str]:
        if facet.parameter not in self._values:
            entries = self.api.reference_list(facet.reference_list)
            self._values[facet.parameter] = [str(entry["code"]) for entry in entries]
        return self._values[facet.parameter]


def batched(values: list[str], size: int) -> Iterator[list[str]]:
    """Cut a list into lists of at most `size`."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
