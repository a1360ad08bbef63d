"""The words and figures offers are made of, read from `simulator/lexicon`."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from simulator.places import read_csv

DATA = Path(__file__).parent / "lexicon"
PUBLISHERS = ("france_travail", "wttj", "service_public")


@dataclass(frozen=True)
class Occupation:
    """An occupation: its ROME code and everything said in its adverts."""

    id: str
    rome: str
    label: str
    titles: list[str]
    sector: str
    weight: list[float]
    mix: str
    salary: list[float]
    qualification: int
    study: list[str]
    missions: list[str]
    setting: list[str]
    profile: list[str]
    skills: list[str]
    english: str
    remote: float = 0.0
    part_time: float = 0.05
    licences: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    metier: str = ""


@dataclass(frozen=True)
class Skill:
    """A skill of the project's dictionary, with the ways adverts write it."""

    id: str
    kind: str
    surfaces: tuple[str, ...]


@dataclass(frozen=True)
class Variant:
    """A kind of contract, in the codes of each publisher."""

    name: str
    type: str | None
    nature: str | None
    wttj: str
    family: str


@dataclass(frozen=True)
class Vocabulary:
    """All data files, with the tables that draws need."""

    occupations: list[Occupation]
    skills: dict[str, Skill]
    variants: list[Variant]
    sectors: dict[str, dict[str, Any]]
    words: dict[str, Any]
    names: dict[str, Any]
    occupation_weights: dict[str, NDArray]
    contract_weights: dict[str, NDArray]
    mix_of: NDArray
    mixes: list[str]


def load_yaml(path: Path) -> Any:
    """Read a YAML file with the fast loader when the machine has it."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, Loader=loader)


def _read_occupations() -> list[Occupation]:
    found = []
    for path in sorted((DATA / "occupations").glob("*.yaml")):
        for entry in load_yaml(path):
            try:
                found.append(Occupation(**entry))
            except TypeError as error:
                raise ValueError(f"{path.name}: {entry.get('id')}: {error}") from error
    return found


def _read_sectors() -> dict[str, dict[str, Any]]:
    sectors: dict[str, dict[str, Any]] = {}
    for path in sorted((DATA / "sectors").glob("*.yaml")):
        sectors |= load_yaml(path)
    return sectors


def _read_skills() -> dict[str, Skill]:
    return {
        row["skill_id"]: Skill(
            row["skill_id"], row["kind"], tuple(row["surfaces"].split("|"))
        )
        for row in read_csv(DATA / "skills.csv")
    }


def _contract_tables(
    contracts: dict[str, Any], names: list[str]
) -> tuple[list[str], dict[str, NDArray]]:
    mixes = list(contracts["mixes"])
    rows = [
        np.cumsum([contracts["mixes"][mix].get(name, 0) for name in names])
        for mix in mixes
    ]
    tables = {"france_travail": np.array(rows, float)}
    for publisher in ("wttj", "service_public"):
        row = np.cumsum([contracts[publisher].get(name, 0) for name in names])
        tables[publisher] = np.array([row] * len(mixes), float)
    return mixes, tables


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Read the data files once a process."""
    occupations = _read_occupations()
    contracts = load_yaml(DATA / "contracts.yaml")
    variants = [Variant(name, **row) for name, row in contracts["variants"].items()]
    mixes, contract_weights = _contract_tables(contracts, list(contracts["variants"]))
    return Vocabulary(
        occupations=occupations,
        skills=_read_skills(),
        variants=variants,
        sectors=_read_sectors(),
        words=load_yaml(DATA / "words.yaml"),
        names=load_yaml(DATA / "names.yaml"),
        occupation_weights={
            publisher: np.cumsum([o.weight[i] for o in occupations], dtype=float)
            for i, publisher in enumerate(PUBLISHERS)
        },
        contract_weights=contract_weights,
        mix_of=np.array([mixes.index(o.mix) for o in occupations]),
        mixes=mixes,
    )
