"""One public vacancy as a row of the weekly file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np

from simulator.changes import edited_field
from simulator.draws import Dice, draw_one, mix_one
from simulator.facts import FactBook, Facts
from simulator.personal import PersonalDatum
from simulator.texts.adverts import compose
from simulator.traits import Traits
from simulator.world import World

COLUMNS = (
    "Organisme de rattachement",
    "Référence",
    "Intitulé du poste",
    "Métier",
    "Employeur",
    "Versant",
    "Catégorie",
    "Nature de l'emploi",
    "Nature de contrat",
    "Durée du contrat",
    "Statut du poste",
    "Durée du poste",
    "Temps Plein",
    "Télétravail",
    "Management",
    "Spécialisation",
    "Compétences attendues",
    "Langues",
    "Niveaux",
    "Niveau d'études",
    "Niveau d'expérience min. requis",
    "Localisation du poste",
    "Lieu d'affectation",
    "Lieu d'affectation (sans géolocalisation)",
    "Avis de vacances au JO",
    "Documents à transmettre",
    "Date de vacance de l'emploi",
    "Date de première publication",
    "Date de début de publication par défaut",
    "Date de fin de publication par défaut",
)
OPEN_ENDED = "31/12/9999"
OPEN_ENDED_SHARE = 0.25
_LEVELS = {"AFS": "Niveau 3 CAP/BEP", "NV5": "Niveau 3 CAP/BEP",
           "NV4": "Niveau 4 BAC/équivalent", "NV3": "Niveau 5 Titre BTS ou équivalent",
           "NV2": "Niveau 6 Licence/diplômes équivalents",
           "NV1": "Niveau 7 Master/diplômes équivalents"}  # fmt: skip
_CONTRACTS = {"contractuel": "CDD", "contractuel_cdi": "CDI",
              "apprenti_public": "Apprentissage"}  # fmt: skip


@dataclass(frozen=True)
class RenderedRow:
    """A row as served, with what the truth knows about it."""

    row: dict[str, str]
    facts: Facts
    personal: list[PersonalDatum]


def reference(facts: Facts, world: World) -> str:
    """Name a vacancy the way its versant does: `MEF_2026-27740`, `2026-2147632`."""
    year = date.fromordinal(int(world.ordinals(np.array([facts.serial]))[0])).year
    state = draw_one(facts.fact_key, "versant") < 0.3
    if state and facts.occupation.sector != "sante":
        return f"MEF_{year}-{facts.serial}"
    return f"{year}-{facts.serial}"


def is_open_ended(own_key: int) -> bool:
    """Tell whether a vacancy has no date of end."""
    return draw_one(own_key, "open ended") < OPEN_ENDED_SHARE


class RowWriter:
    """Writes vacancies of one world as rows."""

    def __init__(self, book: FactBook) -> None:
        self.book = book

    def write(self, traits: Traits, index: int, instant: int) -> RenderedRow:
        """Write a vacancy as the file of an instant shows it."""
        facts = self.book.read("service_public", traits, index)
        dice = Dice(mix_one(facts.own_key ^ 0x5EC))
        row = dict.fromkeys(COLUMNS, "")
        personal = self._describe(row, facts, dice)
        self._place(row, facts, dice)
        self._date(row, facts, traits, index)
        edited = int(traits.edited[index])
        if edited and edited <= instant:
            _apply_edit(row, facts)
        return RenderedRow(row, facts, personal)

    def _describe(
        self, row: dict[str, str], facts: Facts, dice: Dice
    ) -> list[PersonalDatum]:
        advert = compose(facts, self.book.vocabulary)
        occupation = facts.occupation
        tenured = facts.variant.name == "titulaire"
        row["Organisme de rattachement"] = facts.employer.name
        row["Référence"] = reference(facts, self.book.world)
        row["Intitulé du poste"] = advert.title
        row["Métier"] = occupation.metier or " / ".join(reversed(facts.title))
        row["Versant"] = _versant(facts)
        row["Catégorie"] = "Catégorie " + _category(occupation.qualification)
        row["Nature de l'emploi"] = (
            "Emploi ouvert aux titulaires et aux contractuels"
            if tenured
            else "Emploi ouvert uniquement aux contractuels"
        )
        row["Nature de contrat"] = _CONTRACTS.get(facts.variant.name, "")
        if facts.variant.name == "contractuel":
            row["Durée du contrat"] = f"{facts.months} mois"
        row["Statut du poste"] = dice.choice(("Vacant", "Susceptible d'être vacant"))
        row["Temps Plein"] = "Oui" if facts.full_time else "Non"
        row["Télétravail"] = {"partial": "Oui", "full": "Oui", "none": "Non"}.get(
            facts.remote, ""
        )
        row["Management"] = dice.choice(("Oui", "Non", "Non", "Non"))
        row["Compétences attendues"] = _expected(advert.plain(), dice)
        languages = [s.surface for s in facts.skills if s.skill.kind == "language"]
        row["Langues"] = ", ".join(languages)
        row["Niveau d'études"] = _LEVELS[facts.level]
        row["Niveau d'expérience min. requis"] = _experience(facts.experience_months)
        row["Documents à transmettre"] = "CV et lettre de motivation"
        return advert.personal

    def _place(self, row: dict[str, str], facts: Facts, dice: Dice) -> None:
        commune = facts.commune
        departement = self.book.places.departement(commune.departement)
        row["Localisation du poste"] = f"{departement.name} ({departement.code})"
        street = f"{dice.randrange(1, 120)} avenue des Sources"
        address = f"{street} {commune.postal_code} {commune.town}"
        row["Employeur"] = facts.employer.name
        if dice.random() < 0.3:  # a whole postal address, on several lines
            row["Employeur"] = (
                f"{facts.employer.name}\nService des ressources humaines\n{street} - "
                f"{commune.postal_code} {commune.town.upper()}"
            )
        if dice.random() < 0.8:
            row["Lieu d'affectation"] = address
        else:
            row["Lieu d'affectation (sans géolocalisation)"] = address

    def _date(
        self, row: dict[str, str], facts: Facts, traits: Traits, index: int
    ) -> None:
        created, closed = int(traits.created[index]), int(traits.closed[index])
        row["Date de première publication"] = french_date(created)
        row["Date de début de publication par défaut"] = french_date(created)
        end = OPEN_ENDED if is_open_ended(facts.own_key) else french_date(closed - 1)
        row["Date de fin de publication par défaut"] = end
        row["Date de vacance de l'emploi"] = french_date(created + 30 * 86_400)


def _versant(facts: Facts) -> str:
    if facts.occupation.sector == "sante":
        return "Fonction publique Hospitalière"
    state = draw_one(facts.fact_key, "versant") < 0.3
    return "Fonction publique de l'État" if state else "Fonction publique Territoriale"


def _category(qualification: int) -> str:
    if qualification == 9:
        return "A (cadre)"
    return "B (profession intermédiaire)" if qualification >= 7 else "C (employé)"


def _experience(months: int) -> str:
    if months == 0:
        return "Débutant"
    return "Confirmé" if months < 60 else "Expert"


def _expected(text: str, dice: Dice) -> str:
    """Keep the text as one field: line breaks survive in half of the rows."""
    return text if dice.random() < 0.5 else " ".join(text.split())


def french_date(second: int) -> str:
    """Write a date as dd/mm/yyyy."""
    return f"{datetime.fromtimestamp(second, UTC):%d/%m/%Y}"


def _apply_edit(row: dict[str, str], facts: Facts) -> None:
    field = edited_field(facts.own_key)
    if field == "title":
        row["Intitulé du poste"] = f"URGENT - {row['Intitulé du poste']}"
    elif field == "positions":
        row["Télétravail"] = "Oui" if row["Télétravail"] != "Oui" else "Non"
    else:
        row["Compétences attendues"] += " Entretiens organisés chaque jeudi."


def day_of(instant: int) -> date:
    """Return the date of an instant."""
    return datetime.fromtimestamp(instant, UTC).date()
