"""The nested objects of an offer: employer, contact, agency, partner, requirements."""

from __future__ import annotations

from typing import Any

from simulator.draws import Dice, draw_one
from simulator.facts import Facts
from simulator.personal import PersonalDatum, person, phone
from simulator.texts.grammar import capitalised
from simulator.vocabulary import Vocabulary

DETAIL = "https://candidat.francetravail.fr/offres/recherche/detail"
# Invented job boards; the publisher's real partners are not named.
PARTNERS = ("TERRAJOB", "OFFRIVIA", "CADRILEO", "EMPLOI DES VALLEES", "JOBORANGE",
            "RECRUTIA", "MISSIONELLE", "TALENTOSCOPE")  # fmt: skip


def employer_block(facts: Facts, vocabulary: Vocabulary, dice: Dice) -> dict[str, Any]:
    """Write `entreprise`; a third of the offers hide its name."""
    shown = facts.advertiser
    block: dict[str, Any] = {}
    if draw_one(facts.own_key, "anonymous") > (0.45 if facts.partner else 0.15):
        block["nom"] = shown.name
    if dice.random() < 0.5:
        sector = vocabulary.sectors[facts.employer.sector]
        pride = dice.choice(sector["pride"]).format(big="1 200", small=shown.staff)
        kind = "agence d'emploi" if shown.is_agency else shown.activity
        block["description"] = f"{shown.name}, {kind}. {pride}."
    if "nom" in block and dice.random() < 0.05:
        block["logo"] = f"https://logos.{shown.slug}.example/logo.png"
        block["url"] = f"https://www.{shown.slug}.example"
    block["entrepriseAdaptee"] = dice.random() < 0.004
    return block


def contact_block(
    facts: Facts, vocabulary: Vocabulary, dice: Dice
) -> tuple[dict[str, str], list[PersonalDatum]]:
    """Write `contact` for the publisher's own offers, with an invented person."""
    if facts.partner or dice.random() < 0.3:
        return {}, []
    first, last = person(vocabulary.names, dice)
    name = f"{facts.advertiser.name} - {dice.choice(('Mme', 'M.'))} {first} {last}"
    number = dice.randrange(1, 180)
    street = f"{number} {dice.choice(vocabulary.names['streets'])}"
    block = {
        "nom": name,
        "coordonnees1": street,
        "coordonnees2": f"{facts.commune.postal_code} {facts.commune.town}",
        "courriel": "Pour postuler, utiliser le lien suivant : "
        f"https://candidat.francetravail.fr/offres/recherche/detail/{facts.serial}",
    }
    planted = [
        PersonalDatum("person", f"{first} {last}", "contact.nom"),
        PersonalDatum("address", street, "contact.coordonnees1"),
    ]
    if dice.random() < 0.4:
        block["telephone"] = phone(dice)
        planted.append(PersonalDatum("phone", block["telephone"], "contact.telephone"))
    if dice.random() < 0.3:
        block["urlPostulation"] = f"https://www.{facts.advertiser.slug}.example/emploi"
    return block, planted


def agency_block(
    facts: Facts, dice: Dice
) -> tuple[dict[str, str], list[PersonalDatum]]:
    """Write `agence`, the local office that handles the offer."""
    if facts.partner or dice.random() < 0.6:
        return {}, []
    number = phone(dice)
    block = {
        "telephone": number,
        "courriel": "Pour postuler, utiliser le lien suivant : " + DETAIL,
    }
    return block, [PersonalDatum("phone", number, "agence.telephone")]


def origin_block(offer_id: str, facts: Facts) -> dict[str, Any]:
    """Write `origineOffre`: the publisher itself, or a partner's address."""
    url = f"{DETAIL}/{offer_id}"
    if not facts.partner:
        return {"origine": "1", "urlOrigine": url}
    name = PARTNERS[int(draw_one(facts.own_key, "partner name") * len(PARTNERS))]
    slug = name.lower().replace(" ", "-")
    # Copies made by partners point to one advert at the employer's.
    reference = facts.fact_key % 10**8
    return {
        "origine": "2",
        "urlOrigine": url,
        "partenaires": [
            {
                "nom": name,
                "url": f"https://www.{slug}.example/offre/{reference}?utm_source=ft",
                "logo": f"https://www.{slug}.example/logo80.png",
            }
        ],
    }


def competences(facts: Facts, dice: Dice) -> dict[str, Any]:
    """Write `competences` and `qualitesProfessionnelles` as recruiters tick them."""
    if dice.random() < (0.85 if facts.partner else 0.4):
        return {}
    found: dict[str, Any] = {}
    hard = [s for s in facts.skills if s.skill.kind == "hard"]
    if hard:
        found["competences"] = [
            {
                "code": str(100_000 + sum(map(ord, named.skill.id)) * 7 % 400_000),
                "libelle": capitalised(named.skill.surfaces[0]),
                "exigence": "E" if named.requirement == "required" else "S",
            }
            for named in hard
        ]
    soft = [s for s in facts.skills if s.skill.kind == "soft"]
    if soft:
        found["qualitesProfessionnelles"] = [
            {
                "libelle": capitalised(named.skill.surfaces[0]),
                "description": "Capacité attendue au poste, appréciée à l'entretien.",
            }
            for named in soft
        ]
    return found


def optional_fields(facts: Facts, levels: dict[str, str], dice: Dice) -> dict[str, Any]:
    """Write the fields that only some offers carry."""
    found: dict[str, Any] = {}
    if dice.random() < (0.1 if facts.partner else 0.35):
        need = "E" if facts.exigence == "E" and dice.random() < 0.5 else "S"
        found["formations"] = [
            {
                "domaineLibelle": facts.occupation.study[1],
                "niveauLibelle": levels[facts.level],
                "exigence": need,
            }
        ]
    found |= _languages_and_licences(facts)
    if draw_one(facts.own_key, "naf") < 0.45:
        code, label = facts.advertiser.naf
        found |= {
            "codeNAF": code,
            "secteurActivite": code[:2],
            "secteurActiviteLibelle": label,
        }
    if not facts.partner and dice.random() < 0.3:
        found |= {"deplacementCode": "1", "deplacementLibelle": "Jamais"}
    if not facts.partner and dice.random() < 0.2:
        found["trancheEffectifEtab"] = facts.advertiser.tranche
    if not facts.partner and dice.random() < 0.4:
        found["contexteTravail"] = {
            "horaires": [f"{facts.weekly_hours}H\nTravail en journée"],
            "conditionsExercice": [],
        }
    found["offresManqueCandidats"] = dice.random() < 0.3
    found["entrepriseAdaptee"] = False
    found["employeurHandiEngage"] = dice.random() < 0.05
    return found


def _languages_and_licences(facts: Facts) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for named in facts.skills:
        need = "E" if named.requirement == "required" else "S"
        if named.skill.kind == "language":
            found.setdefault("langues", []).append(
                {"libelle": named.surface, "exigence": need}
            )
        elif named.skill.id == "sk_driving_licence_b":
            found["permis"] = [{"libelle": "B - Véhicule léger", "exigence": need}]
        elif named.skill.id == "sk_driving_licence_c":
            found["permis"] = [{"libelle": "C - Poids lourd", "exigence": need}]
    return found
