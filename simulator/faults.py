"""Fault switches: what goes wrong, where, how often.

Tests turn them on through `POST /_simulator/faults`. A rule says which paths it
spoils (`path`, a regular expression), how many requests (`count`), how likely
(`probability`) and after how many matching ones (`after`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random
from typing import Any

import numpy as np

from simulator.draws import draw_one, salt
from simulator.france_travail.listing import Listing

# Rules that replace the answer, spoil its bytes, or act elsewhere.
REPLACING = ("status", "rate_limited", "html_page", "redirect", "gzip_bomb",
             "huge_body", "deep_json", "many_keys")  # fmt: skip
SPOILING = ("truncated", "cut", "empty_results", "text", "rewrite", "total", "slow",
            "gzip", "chunked")  # fmt: skip
ELSEWHERE = ("drift", "robots", "layout", "expire_tokens")
NAMES = (*REPLACING, *SPOILING, *ELSEWHERE)
_CONDITIONS = ("name", "path", "count", "probability", "after")
_LOGGED = 100_000


class UnknownFault(Exception):
    """A rule that names no switch, or says how in a way that cannot be read."""


@dataclass
class Rule:
    """A switch that is on."""

    name: str
    path: str = ".*"
    count: int | None = None
    probability: float = 1.0
    after: int = 0
    options: dict[str, Any] = field(default_factory=dict)

    def matches(self, path: str) -> bool:
        """Tell whether the rule is about a path, and not used up."""
        return self.count != 0 and re.search(self.path, path) is not None


@dataclass
class Faults:
    """The switches that are on, and what they have done."""

    rules: list[Rule] = field(default_factory=list)
    fired: dict[str, int] = field(default_factory=dict)
    inserted: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    _dice: Random = field(default_factory=lambda: Random(0))

    def configure(self, wanted: list[dict[str, Any]]) -> None:
        """Replace all rules; an empty list turns everything off."""
        rules = []
        for entry in wanted:
            if entry.get("name") not in NAMES:
                raise UnknownFault(
                    f"unknown fault {entry.get('name')!r}: one of {', '.join(NAMES)}"
                )
            conditions = {k: v for k, v in entry.items() if k in _CONDITIONS}
            options = {k: v for k, v in entry.items() if k not in _CONDITIONS}
            rules.append(Rule(**conditions, options=options))
        self.rules = rules
        self.fired, self.inserted, self.deleted = {}, [], []
        self._dice = Random(0)

    def fire(self, names: tuple[str, ...], path: str) -> Rule | None:
        """Return the first rule of some names that strikes this request."""
        for rule in self.rules:
            if rule.name not in names or not rule.matches(path):
                continue
            if rule.after > 0:
                rule.after -= 1
                continue
            if self._dice.random() >= rule.probability:
                continue
            if rule.count is not None:
                rule.count -= 1
            self.fired[rule.name] = self.fired.get(rule.name, 0) + 1
            return rule
        return None

    def drift(self, listing: Listing) -> None:
        """Open and close offers while they are being paged.

        Offers that open are old ones that come back, with their old creation
        date: they appear in the middle of a window that is being read.
        """
        rule = self.fire(("drift",), "search")
        if rule is None:
            return
        rows = listing.open_rows
        gone = min(len(rows), int(rule.options.get("delete", 0)))
        places = self._dice.sample(range(len(rows)), gone)
        deleted = rows[np.array(places, int)]
        back = self._closed_rows(listing, int(rule.options.get("insert", 0)))
        kept = np.delete(rows, places)
        listing.set_open(np.union1d(kept, back).astype(rows.dtype))
        if len(self.deleted) + len(self.inserted) < _LOGGED:
            self.deleted += [listing.identify(int(r)) for r in deleted]
            self.inserted += [listing.identify(int(r)) for r in back]

    def _closed_rows(self, listing: Listing, wanted: int) -> np.ndarray:
        """Pick rows born before the newest open one that are not open."""
        if not len(listing.open_rows):
            return np.array([], int)
        newest, found = int(listing.open_rows[-1]), set()
        for _ in range(50 * wanted):
            if len(found) == wanted:
                break
            row = self._dice.randrange(newest + 1)
            if not listing.is_open(row):
                found.add(row)
        return np.array(sorted(found), int)

    def robots(self, text: str) -> str:
        """Change robots.txt: another text, a delay, or everything disallowed."""
        rule = self.fire(("robots",), "/robots.txt")
        if rule is None:
            return text
        if rule.options.get("disallow"):
            return "User-agent: *\nDisallow: /\n"
        if delay := rule.options.get("crawl_delay"):
            return text.replace(
                "Disallow: /me/*", f"Crawl-delay: {delay}\nDisallow: /me/*"
            )
        return rule.options.get("text", text)

    def redesigned(self, path: str) -> bool:
        """Tell whether a page has changed its layout; a page keeps its answer."""
        for rule in self.rules:
            if rule.name == "layout" and rule.matches(path):
                share = float(rule.options.get("share", 1.0))
                if draw_one(salt(path), "layout") < share:
                    self.fired["layout"] = self.fired.get("layout", 0) + 1
                    return True
        return False
