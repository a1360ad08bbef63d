"""Obviously invented people, so that masking of personal data can be proved.

Telephone numbers come from the ranges that ARCEP reserves for works of fiction
(such as 06 39 98 xx xx); e-mail addresses end in `.example` (RFC 2606).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from simulator.draws import Dice
from simulator.employers import Employer, slugify

FICTION = ("01 99 00", "02 61 91", "03 53 01", "04 65 71", "05 36 49", "06 39 98")


@dataclass(frozen=True)
class PersonalDatum:
    """A piece of personal data planted in an advert."""

    kind: str  # person | phone | email | address
    value: str
    field: str  # where the publisher serves it


def person(names: dict[str, Any], dice: Dice) -> tuple[str, str]:
    """Draw a first and a last name."""
    return dice.choice(names["first_names"]), dice.choice(names["last_names"])


def phone(dice: Dice) -> str:
    """Draw a number of fiction, spelled in one of the usual ways."""
    digits = f"{dice.choice(FICTION)} {dice.randrange(100):02} {dice.randrange(100):02}"
    style = dice.random()
    if style < 0.5:
        return digits
    if style < 0.7:
        return digits.replace(" ", ".")
    if style < 0.85:
        return digits.replace(" ", "")
    return "+33 " + digits[1:]


def email(first: str, last: str, employer: Employer) -> str:
    """Write an address at an employer that cannot exist."""
    return f"{slugify(first)}.{slugify(last)}@{employer.slug}.example"


def contact_sentence(
    employer: Employer, names: dict[str, Any], patterns: list[str], dice: Dice
) -> tuple[str, list[PersonalDatum]]:
    """Write a sentence with a contact, and tell what it gives away."""
    first, last = person(names, dice)
    parts = {
        "person": f"{first} {last}",
        "phone": phone(dice),
        "email": email(first, last, employer),
    }
    pattern = dice.choice(patterns)
    planted = [
        PersonalDatum(kind, value, "description")
        for kind, value in parts.items()
        if "{" + kind + "}" in pattern
    ]
    return pattern.format(**parts), planted
