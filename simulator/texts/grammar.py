"""The small grammar that joins words into French sentences."""

from __future__ import annotations

from collections.abc import Sequence

_VOWELS = "aeiouyhâàéèêëîïôöûùAEIOUYHÂÀÉÈÊËÎÏÔÖÛÙ"


def starts_with_vowel(word: str) -> bool:
    """Tell whether `de` and `le` lose their vowel before a word."""
    return bool(word) and word[0] in _VOWELS


def elided(particle: str, word: str) -> str:
    """Join a particle and a word: `de` + `analyser` → `d'analyser`."""
    if starts_with_vowel(word):
        return f"{particle[:-1]}'{word}"
    return f"{particle} {word}"


def of(name: str) -> str:
    """Write `de` before a name: `d'Évron`, `du Mans`, `des Abymes`."""
    article, _, rest = name.partition(" ")
    contracted = {"Le": "du", "Les": "des"}.get(article)
    return f"{contracted} {rest}" if contracted and rest else elided("de", name)


def at(town: str) -> str:
    """Write `à` before a town: `à Nantes`, `au Mans`, `aux Abymes`."""
    article, _, rest = town.partition(" ")
    contracted = {"Le": "au", "Les": "aux"}.get(article)
    return f"{contracted} {rest}" if contracted and rest else f"à {town}"


def listed(words: Sequence[str], last: str = "et") -> str:
    """Join words as a sentence does: `a, b et c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def capitalised(text: str) -> str:
    """Raise the first letter and leave the rest alone."""
    return text[:1].upper() + text[1:]


def duration(months: int) -> str:
    """Write a number of months: `6 mois`, `un an`, `3 ans`."""
    if months % 12:
        return f"{months} mois"
    years = months // 12
    return "un an" if years == 1 else f"{years} ans"
