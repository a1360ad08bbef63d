"""What an offer, as served, lets a reader know of its facts.

A partner that shortens an advert hides some of them: the truth only expects
what can be read.
"""

from __future__ import annotations

import re
from typing import Any

from simulator.facts import Facts
from simulator.places import without_accents
from simulator.texts.grammar import duration


def described(
    facts: Facts, publisher: str, payload: dict[str, Any], text: str
) -> dict[str, Any]:
    commune = facts.commune
    precise = facts.shape in ("full", "no_coordinates", "lower_case")
    if facts.language != "fr":
        precise = False
    return {
        "title": payload.get("intitule")
        or payload.get("name")
        or payload.get("Intitulé du poste"),
        "language": facts.language,
        "rome_code": facts.occupation.rome,
        "occupation": facts.occupation.id,
        "employer": facts.employer.name,
        "advertiser": facts.advertiser.name,
        "is_agency": facts.agency is not None,
        "place_shape": facts.shape if facts.language == "fr" else "foreign",
        "commune_code": commune.code if precise else None,
        "departement_code": commune.departement
        if precise or facts.shape == "departement"
        else None,
        "region_code": commune.region
        if facts.language == "fr" and facts.shape not in ("country", "foreign")
        else None,
        "contract_family": contract(facts, publisher),
        "working_time": "full" if facts.full_time else "part",
        "remote": remote(facts, payload, text),
        "experience_requirement": facts.exigence,
        "experience_min_months": experience(facts, publisher, payload, text),
        "education_level": facts.level,
        "positions": facts.positions if publisher == "france_travail" else 1,
    }


def contract(facts: Facts, publisher: str) -> str:
    """Tell the contract; a post for civil servants has none of the known kinds."""
    tenured = facts.variant.name == "titulaire"
    return (
        "AUTRE" if publisher == "service_public" and tenured else facts.variant.family
    )


def remote(facts: Facts, payload: dict[str, Any], text: str) -> str:
    """Tell of remote work what the text, an advantage in a list, or a field says."""
    told = "remote" in payload or "teletravail" in text
    if told and facts.remote in ("partial", "full"):
        return facts.remote
    if "pas ouvert au teletravail" in text:
        return "none"
    if "teletravail" in text:
        return "partial"
    if "remote" in payload or "presentiel" in text:
        return facts.remote
    field = payload.get("Télétravail", "")
    return {"Oui": "partial", "Non": "none"}.get(field, "unknown")


def experience(
    facts: Facts, publisher: str, payload: dict[str, Any], text: str
) -> int | None:
    """Tell the months asked for; None where neither text nor field counts them."""
    months = facts.experience_months
    if "debutants acceptes" in text:
        return 0
    if publisher == "wttj":  # in another language the text says a year at least
        return months if facts.language == "fr" else max(1, months // 12) * 12
    field = payload.get("experienceLibelle") or payload.get(
        "Niveau d'expérience min. requis", ""
    )
    counted = re.search(rf"(experience|metier)[^.]*\b{duration(months)}\b", text)
    counted = counted or re.search(rf"\b{duration(months)} d.experience", text)
    if counted or re.search(r"[0-9]|Débutant", field):
        return months
    return None


def salary(facts: Facts, payload: dict[str, Any], text: str) -> dict[str, Any]:
    """Tell the salary as far as the offer as served gives it."""
    pay = facts.pay
    shown = {
        "libelle": "libelle" in (payload.get("salaire") or {}),
        "commentaire": "commentaire" in (payload.get("salaire") or {}),
        "text": "k€" in text,
        "fields": payload.get("salary_min") is not None,
    }
    if pay.where is None or not shown[pay.where]:
        return {"basis": "absent", "period": None, "annual_min_eur": None,
                "annual_max_eur": None}  # fmt: skip
    low, high = pay.annual_min, pay.annual_max
    if pay.where == "text":  # which tells it in thousands
        low, high = (1000 * thousands for thousands in pay.thousands)
    return {
        "basis": pay.basis,
        "period": pay.period,
        "annual_min_eur": low,
        "annual_max_eur": high,
        "where": pay.where,
        "written": pay.written or None,
    }


def text_of(publisher: str, payload: dict[str, Any]) -> str:
    names = {
        "france_travail": ("intitule", "description", "competences", "langues",
                           "permis", "qualitesProfessionnelles"),
        "wttj": ("name", "description", "profile", "tools"),
        "service_public": ("Intitulé du poste", "Compétences attendues", "Langues"),
    }  # fmt: skip
    parts = [str(payload.get(name) or "") for name in names[publisher]]
    return fold(" ".join(parts).replace("&#x27;", "'").replace("&#039;", "'"))


def fold(text: str) -> str:
    return without_accents(text).casefold()
