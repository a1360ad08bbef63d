"""One generated offer in the publisher's JSON shape."""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from simulator.changes import (
    edited_field,
    last_refresh,
    last_renaming,
    rome_label,
    slashed,
)
from simulator.draws import Dice, draw_one, mix_one
from simulator.facts import STUDY_LEVELS, FactBook, Facts
from simulator.france_travail.blocks import (
    agency_block,
    competences,
    contact_block,
    employer_block,
    optional_fields,
    origin_block,
)
from simulator.france_travail.identifiers import identifier
from simulator.france_travail.labels import (
    NATURE_LABELS,
    contract_label,
    experience_label,
    hours_label,
    qualification_label,
)
from simulator.france_travail.workplaces import workplace
from simulator.personal import PersonalDatum
from simulator.salaries import france_travail_salary
from simulator.texts.adverts import compose
from simulator.traits import Traits

LIMIT = 5000


@dataclass(frozen=True)
class RenderedOffer:
    """An offer as served, with what the truth knows about it."""

    payload: dict[str, Any]
    facts: Facts
    personal: list[PersonalDatum]


class OfferWriter:
    """Writes offers of one world as France Travail would serve them."""

    def __init__(self, book: FactBook) -> None:
        self.book = book

    def write(self, traits: Traits, row: int, instant: int) -> RenderedOffer:
        """Write an offer as it stands at an instant."""
        facts = self.book.read("france_travail", traits, row)
        advert = compose(facts, self.book.vocabulary)
        dice = Dice(mix_one(facts.own_key ^ 0x0FFE))
        number = int(traits.occupation[row])
        created, edited = int(traits.created[row]), int(traits.edited[row])
        updated = _updated(facts, number, created, instant)
        text, title = advert.plain(), advert.title
        offer = self._payload(facts, text, title, number, instant, dice)
        personal = advert.personal + _personal_blocks(offer, facts, self.book, dice)
        if edited and edited <= instant:
            apply_edit(offer, facts)
            updated = max(updated, edited)
        milliseconds = 0 if facts.partner else int(draw_one(facts.own_key, "ms") * 1000)
        offer["dateCreation"] = stamp(created, milliseconds)
        offer["dateActualisation"] = stamp(
            updated, 0 if facts.partner else (milliseconds * 7 + 31) % 1000
        )
        return RenderedOffer(offer, facts, personal)

    def _payload(
        self,
        facts: Facts,
        text: str,
        title: str,
        number: int,
        instant: int,
        dice: Dice,
    ) -> dict[str, Any]:
        occupation, variant = facts.occupation, facts.variant
        offer: dict[str, Any] = {
            "id": identifier(facts.serial, facts.partner),
            "intitule": title,
            "description": _as_partners_send(text, facts)[:LIMIT],
            "dateCreation": "",
            "dateActualisation": "",
            "lieuTravail": workplace(facts, self.book.places),
            "romeCode": occupation.rome,
            "romeLibelle": rome_label(occupation, number, instant),
            "appellationlibelle": slashed(_appellation(facts)),
            "entreprise": employer_block(facts, self.book.vocabulary, dice),
            "typeContrat": variant.type,
            "typeContratLibelle": contract_label(facts, dice),
            "natureContrat": NATURE_LABELS[variant.nature or "E1"],
            "experienceExige": facts.exigence,
            "experienceLibelle": experience_label(facts, dice),
        }
        salary = france_travail_salary(facts.pay, Dice(mix_one(facts.fact_key ^ 0x5A1)))
        if salary is not None and facts.kind != "partial":
            offer["salaire"] = salary
        offer |= hours_label(facts, dice) | {
            "alternance": variant.nature in ("E2", "FS"),
            "nombrePostes": facts.positions,
            "accessibleTH": dice.random() < 0.02,
        }
        offer |= qualification_label(facts)
        offer |= optional_fields(facts, STUDY_LEVELS, dice)
        offer |= competences(facts, dice)
        offer["origineOffre"] = origin_block(offer["id"], facts)
        return offer


def _as_partners_send(text: str, facts: Facts) -> str:
    """Leave HTML entities in the text, as some partners' feeds do."""
    if facts.partner and draw_one(facts.own_key, "escaped") < 0.03:
        return html.escape(text, quote=True).replace("&#x27;", "&#039;")
    return text


def _appellation(facts: Facts) -> str:
    masculine = facts.title[0]
    for title in facts.occupation.titles:
        first, _, rest = title.partition(" ")
        if f"{first.split('/')[0]} {rest}".strip() == masculine:
            return title
    return masculine


def _updated(facts: Facts, number: int, created: int, instant: int) -> int:
    refreshed = last_refresh(facts.own_key, facts.partner, created, instant)
    renamed = last_renaming(number, instant)
    return max(created + (0 if facts.partner else 95), refreshed, renamed)


def _personal_blocks(
    offer: dict[str, Any], facts: Facts, book: FactBook, dice: Dice
) -> list[PersonalDatum]:
    """Add the contact and agency blocks, with invented people."""
    contact, planted = contact_block(facts, book.vocabulary, dice)
    if contact:
        offer["contact"] = contact
    agency, more = agency_block(facts, dice)
    if agency:
        offer["agence"] = agency
    return planted + more


def apply_edit(offer: dict[str, Any], facts: Facts) -> None:
    """Change what the employer edited half-way."""
    field = edited_field(facts.own_key)
    wages = offer.get("salaire") or {}
    if field == "positions":
        offer["nombrePostes"] += 1
    elif field == "title":
        offer["intitule"] = f"URGENT - {offer['intitule']}"
    elif field == "salary" and "commentaire" not in wages:
        offer["salaire"] = {**wages, "commentaire": "+ prime d'assiduité"}
    else:
        offer["description"] += "\n\nMise à jour : entretiens organisés chaque jeudi."


def stamp(second: int, milliseconds: int) -> str:
    """Write a Unix time as the publisher does, always with milliseconds."""
    moment = datetime.fromtimestamp(second, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{milliseconds:03}Z"
