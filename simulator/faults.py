"""Faults on demand, so that tests can prove what the collector survives."""

from __future__ import annotations

from simulator.france_travail.listing import Listing


class Faults:
    """The switches that are on."""

    def drift(self, listing: Listing) -> None:
        """Open and close offers while they are being paged."""

    def robots(self, text: str) -> str:
        """Change robots.txt."""
        return text

    def redesigned(self, path: str) -> bool:
        """Tell whether a page has changed its layout."""
        return False
