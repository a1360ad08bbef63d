"""Offer identifiers: seven characters, in the two forms the publisher uses.

Its own offers look like `185BXMN`; those of partners are seven digits. Both are
numbers in disguise, so that an identifier leads back to its offer.
"""

from __future__ import annotations

LETTERS = "BCDFGHJKLMNPQRSTVWXYZ"
OWN = 1000 * len(LETTERS) ** 4
PARTNERS = 10_000_000
# Odd and not a multiple of five: multiplying scatters numbers without collision.
_STRIDE = 7_368_787
_BACK = pow(_STRIDE, -1, PARTNERS)


def identifier(serial: int, partner: bool) -> str:
    """Name an offer."""
    if partner:
        return f"{serial * _STRIDE % PARTNERS:07}"
    number = serial % OWN
    letters = ""
    for _ in range(4):
        number, letter = divmod(number, len(LETTERS))
        letters = LETTERS[letter] + letters
    return f"{number:03}{letters}"


def candidates(offer_id: str, lowest: int, highest: int) -> list[tuple[int, bool]]:
    """List the serials between two bounds that an identifier may stand for."""
    if len(offer_id) != 7 or not offer_id.isascii():
        return []
    if offer_id.isdigit():
        code, cycle, partner = int(offer_id) * _BACK % PARTNERS, PARTNERS, True
    elif offer_id[:3].isdigit() and all(c in LETTERS for c in offer_id[3:]):
        code, cycle, partner = int(offer_id[:3]), OWN, False
        for letter in offer_id[3:]:
            code = code * len(LETTERS) + LETTERS.index(letter)
    else:
        return []
    first = lowest + (code - lowest) % cycle
    return [(serial, partner) for serial in range(first, highest + 1, cycle)]
