"""The publisher's refusals, word for word where they were recorded."""

from __future__ import annotations


class BadRequest(Exception):
    """A search that the publisher refuses with status 400."""


def bad_value(name: str) -> BadRequest:
    """Refuse a code that is in no reference list."""
    return BadRequest(f"Valeur du paramètre « {name} » incorrecte.")


def bad_format(name: str, expected: str) -> BadRequest:
    """Refuse a value that is not written as expected."""
    return BadRequest(f"Format du paramètre « {name} » incorrect. {expected} attendu.")


RANGE_TOO_WIDE = "La plage de résultats demandée est trop importante."


def start_too_far(highest: int) -> BadRequest:
    """Refuse a position past the last one that a query may start from."""
    return BadRequest(
        f"La position de début doit être inférieure ou égale à {highest}."
    )
