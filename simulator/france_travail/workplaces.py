"""`lieuTravail` in the shapes that the publisher serves."""

from __future__ import annotations

from typing import Any

from simulator.draws import draw_one
from simulator.facts import Facts
from simulator.places import Places, without_accents

ABROAD = ("Luxembourg (Frontalier)", "Suisse (Frontalier)", "Belgique", "Allemagne",
          "Québec Canada", "Monaco")  # fmt: skip


def workplace(facts: Facts, places: Places) -> dict[str, Any]:
    """Write where the job is, as precisely as the offer says it."""
    commune = facts.commune
    if facts.shape == "foreign":
        return {
            "libelle": ABROAD[int(draw_one(facts.fact_key, "abroad") * len(ABROAD))]
        }
    if facts.shape == "country":
        return {"libelle": "France"}
    if facts.shape == "region":
        return {"libelle": region_label(places.regions[commune.region])}
    if facts.shape == "departement":
        return {"libelle": places.departement(commune.departement).label}
    label = commune.label
    if facts.shape == "lower_case":
        label = f"{commune.departement} - {commune.town}"
    if facts.shape == "no_coordinates":
        return {"libelle": label, "commune": commune.code}
    latitude, longitude = places.coordinates(commune)
    return {
        "libelle": label,
        "latitude": latitude,
        "longitude": longitude,
        "codePostal": commune.postal_code,
        "commune": commune.code,
    }


def region_label(name: str) -> str:
    """Spell a region as the publisher does: without its capital's accent."""
    return without_accents(name[0]) + name[1:]
