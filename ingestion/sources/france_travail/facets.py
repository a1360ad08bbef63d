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
        self, parameters: dict[str, str], depth: int = 0
    ) -> Iterator[dict[str, str]]:
        """Yield queries that each fit; what no facet can split is yielded as it is.

        The reader's counts then show that the part stays incomplete.
        """
        if depth == len(FACETS):
            yield parameters
            return
        facet = FACETS[depth]
        values = self._values_of(facet)
        groups = [
            values[start : start + facet.most_values]
            for start in range(0, len(values), facet.most_values)
        ]
        while groups:
            group = groups.pop()
            part = {**parameters, facet.parameter: ",".join(group)}
            count = self.api.count(part)
            if count == 0:
                continue
            if count <= self.reach:
                yield part
            elif len(group) > 1:
                middle = len(group) // 2
                groups += [group[:middle], group[middle:]]
            else:
                yield from self.split(part, depth + 1)

    def _values_of(self, facet: Facet) -> list[str]:
        if facet.parameter not in self._values:
            entries = self.api.reference_list(facet.reference_list)
            self._values[facet.parameter] = [str(entry["code"]) for entry in entries]
        return self._values[facet.parameter]
