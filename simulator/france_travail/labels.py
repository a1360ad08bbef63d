"""The publisher's labels for contract, experience, hours and qualification."""

from __future__ import annotations

from typing import Any

from simulator.draws import Dice, draw_one
from simulator.facts import Facts

TYPE_LABELS = {
    "CDI": "Contrat à durée indéterminée",
    "CDD": "Contrat à durée déterminée",
    "MIS": "Mission intérimaire",
    "SAI": "Contrat travail saisonnier",
    "CCE": "Profession commerciale",
    "FRA": "Franchise",
    "LIB": "Profession libérale",
    "REP": "Reprise d'entreprise",
    "TTI": "Contrat travail temporaire insertion",
    "DDI": "Contrat durée déterminée insertion",
    "DIN": "CDI Intérimaire",
}
NATURE_LABELS = {
    "E1": "Contrat travail",
    "E2": "Contrat apprentissage",
    "FA": "Act. Formation pré.recrut.",
    "FJ": "Contrat pacte",
    "FS": "Cont. professionnalisation",
    "FT": "CUI - CAE",
    "FU": "CUI - CIE",
    "I1": "Insertion par l'activ.éco.",
    "NS": "Emploi non salarié",
    "FV": "Prépa.opérationnel.emploi",
    "FW": "Emploi Avenir non marchand",
    "FX": "Emploi Avenir marchand",
    "FY": "Emploi Avenir Professeur",
    "PS": "Portage salarial",
    "PR": "Contrat PrAB",
    "CC": "CDI de chantier ou d'opération",
    "CU": "Contrat d'usage",
    "EE": "Contrat d'Engagement Educatif",
    "ER": "Engagement à servir dans la réserve",
    "CI": "Contrat intermittent",
}
QUALIFICATION_LABELS = {
    "1": "Manœuvre",
    "2": "Ouvrier spécialisé",
    "3": "Ouvrier qualifié (P1,P2)",
    "4": "Ouvrier qualifié (P3,P4,OHQ)",
    "5": "Employé non qualifié",
    "6": "Employé qualifié",
    "7": "Technicien",
    "8": "Agent de maîtrise",
    "9": "Cadre",
}
_SHORT = {"CDI": "CDI", "CDD": "CDD", "MIS": "Intérim"}


def contract_label(facts: Facts, dice: Dice) -> str:
    """Write the contract: partners use the long form, the publisher the short."""
    code = facts.variant.type or "CDI"
    long = facts.partner or code not in _SHORT
    label = TYPE_LABELS[code] if long else _SHORT[code]
    if code in ("CDI", "CCE", "FRA", "LIB", "REP", "DIN"):
        return label
    if facts.months == 1 and dice.random() < 0.4:
        return f"{label} - {dice.choice((7, 15, 20, 28))} Jour(s)"
    return f"{label} - {facts.months} Mois"


def experience_label(facts: Facts, dice: Dice) -> str:
    """Write the experience asked for, in one of the publisher's four styles."""
    months = facts.experience_months
    if facts.exigence == "D":
        return "Débutant accepté"
    amount = f"{months} Mois" if months % 12 else f"{months // 12} An(s)"
    need = "exigée" if facts.exigence == "E" else "souhaitée"
    style = dice.random()
    if style < 0.55:
        return f"Expérience {need} de {amount}"
    if style < 0.8:
        return amount
    return f"Expérience {need}"


def hours_label(facts: Facts, dice: Dice) -> dict[str, str]:
    """Write the working time; partners mostly leave it out."""
    if facts.partner and dice.random() < 0.7:
        return {}
    hours = facts.weekly_hours
    if facts.partner:
        written = "Temps plein" if hours >= 35 else "Temps partiel"
        return {"dureeTravailLibelle": written, "complementExercice": written}
    how = dice.choice(
        ("H\nTravail en journée", "H\nTravail en journée", " H", "H Autre",
         "H Travail en journée", "H\nTravail en horaires décalés",
         "H\nTravail samedi et dimanche")
    )  # fmt: skip
    return {
        "dureeTravailLibelle": f"{hours}{how}",
        "dureeTravailLibelleConverti": "Temps plein"
        if hours >= 35
        else "Temps partiel",
    }


def qualification_code(facts: Facts) -> str | None:
    """Return the code of the qualification; half of the offers have one."""
    if draw_one(facts.own_key, "qualified") < (0.7 if facts.partner else 0.3):
        return None
    return str(facts.occupation.qualification)


def qualification_label(facts: Facts) -> dict[str, Any]:
    """Write the qualification where the offer has one."""
    code = qualification_code(facts)
    if code is None:
        return {}
    return {
        "qualificationCode": code,
        "qualificationLibelle": QUALIFICATION_LABELS[code],
    }
