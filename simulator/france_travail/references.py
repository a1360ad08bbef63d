"""The sixteen reference lists ("référentiels")."""

from __future__ import annotations

from typing import Any

from simulator.changes import slashed
from simulator.france_travail.labels import NATURE_LABELS, TYPE_LABELS
from simulator.places import Places, capital_name
from simulator.vocabulary import DATA, Vocabulary, load_yaml

Entries = list[dict[str, Any]]


def reference_lists(
    vocabulary: Vocabulary, places: Places, metiers: dict[str, str]
) -> dict[str, Entries]:
    """Build every list that the API serves; `metiers` are those of recordings."""
    small = load_yaml(DATA / "referentiels.yaml")
    lists = {name: _entries(codes) for name, codes in small.items()}
    lists["typesContrats"] = _entries(TYPE_LABELS)
    lists["naturesContrats"] = _entries(NATURE_LABELS)
    invented = {o.rome: o.label for o in vocabulary.occupations}
    lists["metiers"] = _entries(dict(sorted((metiers or invented).items())))
    lists["appellations"] = _appellations(vocabulary)
    nafs = {
        code: label for s in vocabulary.sectors.values() for code, label in s["naf"]
    }
    lists["nafs"] = _entries(dict(sorted(nafs.items())))
    divisions = {code[:2]: label for code, label in sorted(nafs.items())}
    lists["secteursActivites"] = _entries(divisions)
    lists["regions"] = _entries(places.regions)
    lists["departements"] = [
        {
            "code": d.code,
            "libelle": d.name,
            "region": {"code": d.region_code, "libelle": d.region_name},
        }
        for d in places.departements
    ]
    lists["communes"] = [
        {
            "code": c.code,
            "libelle": capital_name(c),
            "codePostal": c.postal_code,
            "codeDepartement": c.departement,
        }
        for c in places.communes
    ]
    return lists


def _entries(labels: dict[str, str]) -> Entries:
    return [{"code": code, "libelle": label} for code, label in labels.items()]


def _appellations(vocabulary: Vocabulary) -> Entries:
    titles = [slashed(t) for o in vocabulary.occupations for t in o.titles]
    unique = dict.fromkeys(titles)
    return [
        {"code": str(10_000 + number), "libelle": title}
        for number, title in enumerate(unique)
    ]


def rome_appellations(vocabulary: Vocabulary, recorded: Entries) -> Entries:
    """Build the list of the API "ROME 4.0 - Métiers"; recorded entries win."""
    occupations = {t: o for o in vocabulary.occupations for t in o.titles}
    return recorded or [
        {
            "code": str(10_000 + number),
            "libelle": slashed(title),
            "metier": {"code": occupation.rome, "libelle": occupation.label},
            "romeParent": {"code": occupation.rome},
        }
        for number, (title, occupation) in enumerate(occupations.items())
    ]
