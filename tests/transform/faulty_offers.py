"""Offers with something wrong in them, in the shape of each publisher."""

from dataclasses import dataclass
from typing import Any

Fields = dict[str, Any]
RIGHT_TO_LEFT = "\u202egnitar\u202c"
NOVEL = "Un très long récit. " * 1_500_000
MASKED = "Joindre [nom] au [téléphone]."
MARKUP = "<script>alert(1)</script><b>Data</b> engineer"


@dataclass(frozen=True)
class Faulty:
    """A sound offer; what replaces its fields, and what is then counted of it.

    `odd` is wrong as well, without a count of its own: kept all the same.
    """

    sound: Fields
    faults: dict[str, tuple[Fields, str]]
    odd: dict[str, Fields]

    def payloads(self) -> dict[str, Fields]:
        """Return each faulty offer by its name."""
        changes = {name: change for name, (change, _) in self.faults.items()} | self.odd
        return {name: {**self.sound, **change} for name, change in changes.items()}


FRANCE_TRAVAIL = Faulty(
    sound={
        "intitule": "Data engineer (H/F)",
        "description": "Vous construisez des entrepôts de données.",
        "dateCreation": "2026-03-01T10:00:00.000Z",
        "typeContrat": "CDI",
        "lieuTravail": {"libelle": "69 - LYON 03", "commune": "69383"},
        "entreprise": {"nom": "Maison"},
    },
    faults={
        "contract": ({"typeContrat": "ZZZ"}, "contract_code_unknown"),
        "rome": ({"romeCode": "Z9999"}, "occupation_code_unknown"),
        "place": (
            {"lieuTravail": {"libelle": "Nulle part", "commune": "99999"}},
            "place_unresolved",
        ),
        "february": (
            {"dateCreation": "2026-02-30T10:00:00Z"},
            "creation_date_unreadable",
        ),
        "year": ({"dateCreation": "12026-01-01T10:00:00Z"}, "creation_date_unreadable"),
        "year_9999": (
            {"dateCreation": "9999-12-31T10:00:00Z"},
            "creation_date_unreadable",
        ),
        "words": ({"dateCreation": {"le": "bientôt"}}, "creation_date_unreadable"),
        "future": ({"dateCreation": "2031-01-01T10:00:00Z"}, "creation_date_to_come"),
        "epoch": ({"dateCreation": "1970-01-01T00:00:00Z"}, "creation_date_too_old"),
        "before_christ": (
            {"dateCreation": "2026-03-01 BC"},
            "creation_date_unreadable",
        ),
        "zone": (
            {"dateCreation": "2026-03-01T10:00:00 Europe/Paris"},
            "creation_date_unreadable",
        ),
        "untitled": ({"intitule": "\u200b \u200d"}, "title_missing"),
        "reversed": (
            {"salaire": {"libelle": "Annuel de 50000,00 Euros à 30000,00 Euros"}},
            "salary_min_over_max",
        ),
        "million": (
            {"salaire": {"libelle": "Annuel de 1800000,00 Euros"}},
            "salary_implausible",
        ),
        "posts": ({"nombrePostes": -3}, "positions_impossible"),
        "many_posts": ({"nombrePostes": 10**30}, "positions_impossible"),
        "posts_in_words": ({"nombrePostes": "NaN"}, "positions_impossible"),
        "experience": ({"experienceExige": "X"}, "experience_code_unknown"),
        "diploma": (
            {"formations": [{"niveauLibelle": "Bac+42"}]},
            "education_unknown",
        ),
        "novel": ({"description": NOVEL}, "description_cut"),
        "markup": ({"intitule": MARKUP}, "markup_in_title"),
        "direction": ({"intitule": f"Data {RIGHT_TO_LEFT}"}, "direction_marks"),
        "place_direction": (
            {"lieuTravail": {"libelle": f"69 - LYON {RIGHT_TO_LEFT}"}},
            "direction_marks",
        ),
        "masked": ({"description": MASKED}, "personal_data_masked"),
    },
    odd={
        "number": {"alternance": "peut-être"},
        "not_a_number": {"salaire": {"libelle": "Infinity"}},
        "lists": {"intitule": ["a", "b"], "lieuTravail": "Lyon", "salaire": []},
        "spaces": {"intitule": "   ", "description": "\u2028\ufeff\u200d\ufffd\x01"},
        "long": {"intitule": "x" * 300_000, "entreprise": {"nom": "y" * 300_000}},
        "empty": {
            "intitule": None,
            "description": None,
            "dateCreation": None,
            "typeContrat": None,
            "lieuTravail": None,
            "entreprise": None,
        },
    },
)

WTTJ = Faulty(
    sound={
        "name": "Data engineer (H/F)",
        "description": "<p>Vous construisez des entrepôts de données.</p>",
        "published_at": "2026-03-01T10:00:00.000Z",
        "contract_type": "full_time",
        "office": {"city": "Lyon"},
        "organization": {"name": "Maison", "slug": "maison"},
        "salary_period": "yearly",
        "salary_currency": "EUR",
    },
    faults={
        "contract": ({"contract_type": "full_time_x"}, "contract_code_unknown"),
        "place": ({"office": {"city": "Nulle part"}}, "place_unresolved"),
        "february": (
            {"published_at": "2026-02-30T10:00:00Z"},
            "creation_date_unreadable",
        ),
        "year_9999": (
            {"published_at": "9999-12-31T10:00:00Z"},
            "creation_date_unreadable",
        ),
        "future": ({"published_at": "2031-01-01T10:00:00Z"}, "creation_date_to_come"),
        "epoch": ({"published_at": "1970-01-01T00:00:00Z"}, "creation_date_too_old"),
        "experience": ({"experience_level": "EONS"}, "experience_code_unknown"),
        "diploma": ({"education_level": "bac_42"}, "education_unknown"),
        "remote": ({"remote": "moon"}, "remote_code_unknown"),
        "end": ({"archived_at": "9 mai"}, "end_date_unreadable"),
        "ended_first": (
            {"archived_at": "1970-01-01T00:00:00Z"},
            "end_before_creation",
        ),
        "untitled": ({"name": " "}, "title_missing"),
        "reversed": (
            {"salary_min": 50_000, "salary_max": 30_000},
            "salary_min_over_max",
        ),
        "billion": ({"salary_min": 10**11}, "salary_implausible"),
        "negative": ({"salary_min": -30_000}, "salary_implausible"),
        "novel": ({"description": f"<p>{NOVEL}"}, "description_cut"),
        "markup": ({"name": MARKUP}, "markup_in_title"),
        "direction": ({"name": f"Data {RIGHT_TO_LEFT}"}, "direction_marks"),
        "masked": ({"profile": MASKED}, "personal_data_masked"),
    },
    odd={
        "number": {
            "salary_max": 10**30,
            "experience_level_minimum": 10**11,
            "contract_duration_max": 10**11,
        },
        "not_a_number": {
            "salary_min": "NaN",
            "salary_max": "Infinity",
            "experience_level_minimum": "-Infinity",
            "contract_duration_max": "1e400",
        },
        "ages": {"archived_at": "9999-12-31", "experience_level_minimum": -4},
        "lists": {
            "name": ["a"],
            "office": [],
            "organization": "Maison",
            "skills": {"a": 1},
            "tools": "x",
        },
        "skills": {"skills": [None, 7, [], {"name": {"fr": ["a"]}}], "tools": [[]]},
        "spaces": {"name": "   ", "description": "\u2028\ufeff\u200d\ufffd\x01"},
        "open_tag": {"description": "<p" + "<" * 50_000, "profile": "&#x110000; &#0;"},
        "long": {"name": "x" * 300_000, "office": {"city": "y" * 300_000}},
        "empty": {
            "name": None,
            "description": None,
            "published_at": None,
            "contract_type": None,
            "office": None,
            "organization": None,
        },
    },
)

SERVICE_PUBLIC = Faulty(
    sound={
        "Intitulé du poste": "Data engineer (H/F)",
        "Métier": "Développeuse / Développeur",
        "Compétences attendues": "Construire des entrepôts de données.",
        "Employeur": "Ville",
        "Localisation du poste": "Creuse (23)",
        "Nature de contrat": "CDD",
        "Durée du contrat": "6 mois",
        "Date de première publication": "01/03/2026",
        "Date de début de publication par défaut": "01/03/2026",
        "Date de fin de publication par défaut": "31/12/9999",
    },
    faults={
        "place": ({"Localisation du poste": "Nulle part (99)"}, "place_unresolved"),
        "february": (
            {"Date de première publication": "30/02/2026"},
            "creation_date_unreadable",
        ),
        "year_9999": (
            {"Date de première publication": "31/12/9999"},
            "creation_date_unreadable",
        ),
        "future": (
            {"Date de première publication": "01/01/2031"},
            "creation_date_to_come",
        ),
        "hour": (
            {"Date de première publication": "01/03/2026 midi"},
            "creation_date_unreadable",
        ),
        "diploma": ({"Niveau d'études": "Niveau inconnu"}, "education_unknown"),
        "remote": ({"Télétravail": "Parfois"}, "remote_code_unknown"),
        "end": (
            {"Date de fin de publication par défaut": "00/00/0000"},
            "end_date_unreadable",
        ),
        "ended_first": (
            {"Date de fin de publication par défaut": "01/01/1970"},
            "end_before_creation",
        ),
        "novel": ({"Compétences attendues": NOVEL}, "description_cut"),
        "markup": ({"Intitulé du poste": MARKUP}, "markup_in_title"),
        "direction": (
            {"Intitulé du poste": f"Data {RIGHT_TO_LEFT}"},
            "direction_marks",
        ),
        "masked": ({"Compétences attendues": MASKED}, "personal_data_masked"),
    },
    odd={
        "number": {"Durée du contrat": f"{10**30} mois"},
        "not_a_number": {"Durée du contrat": "NaN", "Temps Plein": "Infinity"},
        "lists": {"Intitulé du poste": ["a"], "Employeur": {"nom": "Ville"}},
        "spaces": {"Intitulé du poste": "   ", "Employeur": "\n\n\u2028\ufffd\x01"},
        "long": {"Intitulé du poste": "x" * 300_000, "Employeur": "y" * 300_000},
        "empty": {
            "Intitulé du poste": None,
            "Métier": None,
            "Compétences attendues": None,
            "Employeur": None,
            "Localisation du poste": None,
            "Date de première publication": None,
        },
    },
)

BY_SOURCE = {
    "france_travail": FRANCE_TRAVAIL,
    "wttj": WTTJ,
    "service_public": SERVICE_PUBLIC,
}
