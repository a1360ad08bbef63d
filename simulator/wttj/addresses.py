"""Where jobs are: their pages' addresses, and the towns in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from simulator.draws import draw_one
from simulator.employers import slugify
from simulator.facts import Facts
from simulator.texts.adverts import advert_title
from simulator.vocabulary import DATA, load_yaml

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Address:
    """Where a job's page is: /{language}/companies/{organization}/jobs/{slug}."""

    language: str
    organization: str
    slug: str

    @property
    def path(self) -> str:
        return f"/{self.language}/companies/{self.organization}/jobs/{self.slug}"

    @property
    def offer_id(self) -> str:
        return f"{self.organization}/{self.slug}"


def address(facts: Facts) -> Address:
    """Return the address of a job; edits do not move it."""
    employer = facts.advertiser
    initials = "".join(word[0] for word in employer.slug.split("-") if word).upper()
    city = slugify(city_of(facts)[0])
    title = slugify(advert_title(facts))
    slug = f"{title}_{city}_{initials}_{base36(facts.serial)}"
    return Address(facts.language, employer.slug, slug)


def base36(number: int) -> str:
    """Write a number with digits and letters."""
    written = ""
    while True:
        number, digit = divmod(number, 36)
        written = _DIGITS[digit] + written
        if number == 0:
            return written


def serial_of(slug: str) -> int | None:
    """Read back the serial that ends a slug."""
    code = slug.rpartition("_")[2]
    if not code or len(code) > 12 or any(c not in _DIGITS for c in code):
        return None
    return int(code, 36)


@lru_cache(maxsize=1)
def foreign() -> dict[str, Any]:
    """Read what adverts in other languages say."""
    return load_yaml(DATA / "foreign.yaml")


def city_of(facts: Facts) -> tuple[str, str, str]:
    """Return town, country code and postal code."""
    if facts.language == "fr":
        return facts.commune.town, "FR", facts.commune.postal_code
    cities = foreign()[facts.language]["cities"]
    city, country, code = cities[int(draw_one(facts.fact_key, "city") * len(cities))]
    return city, country, code
