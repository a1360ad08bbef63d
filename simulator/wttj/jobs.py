"""One generated job in the shape of the site's own store."""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from simulator.changes import edited_field
from simulator.draws import Dice, mix_one
from simulator.employers import slugify
from simulator.facts import FactBook, Facts
from simulator.personal import PersonalDatum
from simulator.salaries import Pay
from simulator.texts.adverts import Advert, compose
from simulator.traits import Traits
from simulator.wttj.addresses import Address, address, base36, city_of, foreign

SITE = "https://www.welcometothejungle.com"
_LEVELS = ((0, "LESS_THAN_6_MONTHS"), (6, "6_MONTHS_TO_1_YEAR"), (12, "1_TO_2_YEARS"),
           (24, "2_TO_3_YEARS"), (36, "3_TO_4_YEARS"), (60, "5_TO_7_YEARS"),
           (84, "7_TO_10_YEARS"))  # fmt: skip
_STUDY = {"NV5": "bep", "NV4": "bac", "NV3": "bac_2", "NV2": "bac_3", "NV1": "bac_5",
          "AFS": "no_diploma"}  # fmt: skip
_MAIN_OFFICE = ("city", "country_code", "district", "zip_code", "latitude", "longitude")
_REMOTE = {"none": "no", "partial": "partial", "full": "fulltime", "unknown": "unknown"}
_PERIODS = {
    "annual": "yearly",
    "monthly": "monthly",
    "daily": "daily",
    "hourly": "hourly",
}


@dataclass(frozen=True)
class RenderedJob:
    """A job as served, with what the truth knows about it."""

    job: dict[str, Any]
    facts: Facts
    personal: list[PersonalDatum]


class JobWriter:
    """Writes jobs of one world as the site would hold them."""

    def __init__(self, book: FactBook) -> None:
        self.book = book

    def address(self, traits: Traits, row: int) -> Address:
        """Return where a job's page is."""
        return address(self.book.read("wttj", traits, row))

    def write(self, traits: Traits, row: int, instant: int) -> RenderedJob:
        """Write a job as it stands at an instant."""
        facts = self.book.read("wttj", traits, row)
        advert = compose(facts, self.book.vocabulary)
        personal = advert.personal if facts.language == "fr" else []
        job = self._job(facts, advert)
        _date(job, traits, row, instant)
        edited = int(traits.edited[row])
        if edited and edited <= instant:
            _apply_edit(job, facts)
        return RenderedJob(job, facts, personal)

    def _job(self, facts: Facts, advert: Advert) -> dict[str, Any]:
        where = address(facts)
        dice = Dice(mix_one(facts.own_key ^ 0x77))
        description, profile = _texts(facts, advert)
        office = self._office(facts)
        contract = facts.variant
        limited = contract.family in ("CDD", "STAGE", "ALTERNANCE")
        tools = [s.surface for s in facts.skills if s.skill.kind == "hard"][:6]
        return {
            "name": advert.title,
            "slug": where.slug,
            "reference": "_".join(where.slug.split("_")[-2:]),
            "wttj_reference": str(UUID(int=facts.own_key << 64 | facts.fact_key)),
            "language": facts.language,
            "status": "published",
            "archived_at": None,
            "start_date": None,
            "is_default": False,
            "ats": dice.choice(("wk", "external")),
            "apply_url": f"https://carrieres.{where.organization}.example/{facts.serial}",
            "contract_type": contract.wttj,
            "contract_duration_min": facts.months if limited else None,
            "contract_duration_max": facts.months if limited else None,
            "experience_level": _level(facts.experience_months),
            "education_level": _STUDY[facts.level] if dice.random() < 0.5 else None,
            "remote": _remote(facts, dice),
            **_salary(facts.pay),
            "description": description,
            "profile": profile,
            "recruitment_process": None,
            "key_missions": _key_missions(facts, advert, dice),
            "skills": [],
            "tools": tools if dice.random() < 0.4 else [],
            "office": {name: office[name] for name in _MAIN_OFFICE},
            "offices": [office],
            "profession": _profession(facts),
            "organization": _organization(facts, where),
            "team": None,
            "urls": [_canonical(where)],
        }

    def _office(self, facts: Facts) -> dict[str, Any]:
        city, country, code = city_of(facts)
        office = {"city": city, "country_code": country, "zip_code": code}
        latitude, longitude = self.book.places.coordinates(facts.commune)
        departement = self.book.places.departement(facts.commune.departement)
        if facts.language != "fr":
            return office | {"address": city, "local_address": city, "district": None,
                             "latitude": None, "longitude": None, "local_city": city,
                             "local_district": None}  # fmt: skip
        return office | {
            "address": f"{city}, {departement.region_name}, France",
            "local_address": f"{city}, {departement.region_name}, France",
            "latitude": latitude,
            "longitude": longitude,
            "district": departement.name,
            "local_district": departement.name,
            "local_city": city,
        }


def _canonical(where: Address) -> dict[str, str]:
    href = SITE + where.path
    return {"kind": "canonical", "href": href, "language": where.language}


def _salary(pay: Pay) -> dict[str, Any]:
    return {
        "salary_min": pay.low,
        "salary_max": pay.high,
        "salary_currency": "EUR" if pay.basis == "declared" else None,
        "salary_period": _PERIODS[pay.period] if pay.period else None,
    }


def _texts(facts: Facts, advert: Advert) -> tuple[str, str | None]:
    if facts.language == "fr":
        description = advert.html(
            ("about", "boilerplate", "missions", "conditions", "closing")
        )
        return description, advert.html(("profile",)) or None
    words = foreign()[facts.language]
    names = ", ".join(s.surface for s in facts.skills if s.skill.kind == "hard")
    about = words["about"].format(
        employer=facts.advertiser.name,
        staff=facts.advertiser.staff,
        title=facts.occupation.english,
        city=city_of(facts)[0],
    )
    items = "".join(f"<li>{html.escape(task)}</li>" for task in words["missions"])
    profile = words["profile"].format(
        years=max(1, facts.experience_months // 12), skills=names
    )
    description = f"<p>{html.escape(about)}</p><ul>{items}</ul>"
    return description, f"<p>{html.escape(profile)}</p>"


def _level(months: int) -> str:
    return next(label for least, label in reversed(_LEVELS) if months >= least)


def _remote(facts: Facts, dice: Dice) -> str:
    if facts.remote == "partial" and dice.random() < 0.25:
        return "punctual"
    return _REMOTE[facts.remote]


def _key_missions(facts: Facts, advert: Advert, dice: Dice) -> list[str]:
    if facts.language != "fr" or dice.random() < 0.6:
        return []
    bullets = [b for s in advert.sections if s.name == "missions" for b in s.bullets]
    return [bullet.rstrip(" ;.") + "." for bullet in bullets[:3]]


def _profession(facts: Facts) -> dict[str, Any]:
    name = {"fr": facts.occupation.label, "en": facts.occupation.english}
    slug = slugify(facts.occupation.english)
    return {
        "name": name,
        "category": {"fr": facts.occupation.sector.capitalize()},
        "sub_category_reference": f"{slug}-0YTk3",
        "category_reference": f"{facts.occupation.sector}-5MzIw",
    }


def _organization(facts: Facts, where: Address) -> dict[str, Any]:
    employer = facts.advertiser
    return {
        "name": employer.name,
        "reference": base36(facts.fact_key % 10**10),
        "creation_year": employer.founded,
        "nb_employees": employer.staff,
        "jobs_count": 3,
        "industry": employer.activity.capitalize(),
        "sectors": [{"name": employer.activity.capitalize(), "parent_name": None}],
        "website_organization": {"slug": where.organization},
        "revenue": None,
        "average_age": None,
        "parity_men": None,
        "headquarter": {"city": city_of(facts)[0], "country_code": city_of(facts)[1]},
        "default_language": "fr",
        "profile_type": "standard",
    }


def _date(job: dict[str, Any], traits: Traits, row: int, instant: int) -> None:
    """Set when the job was published, touched and archived."""
    created, closed = int(traits.created[row]), int(traits.closed[row])
    reopened, again = int(traits.reopened[row]), int(traits.closed_again[row])
    published, archived = created, None
    if instant >= closed:
        archived = closed
    if reopened and instant >= reopened:
        published, archived = reopened, again if instant >= again else None
    moments = (created, closed, reopened, again, int(traits.edited[row]))
    touched = max(moment for moment in moments if moment and moment <= instant)
    job["published_at"] = f"{_moment(published):%Y-%m-%dT%H:%M:%SZ}"
    job["archived_at"] = f"{_moment(archived):%Y-%m-%dT%H:%M:%SZ}" if archived else None
    job["updated_at"] = f"{_moment(touched):%Y-%m-%dT%H:%M:%S}.{row % 10**6:06}Z"


def _moment(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)


def _apply_edit(job: dict[str, Any], facts: Facts) -> None:
    field = edited_field(facts.own_key)
    if field == "title":
        job["name"] = f"URGENT - {job['name']}"
    elif field == "salary" and job["salary_max"]:
        job["salary_max"] = job["salary_max"] + (
            2000 if job["salary_max"] > 9000 else 50
        )
    elif field == "positions":
        job["remote"] = "partial" if job["remote"] != "partial" else "punctual"
    else:
        job["description"] += "<p>Mise à jour : entretiens organisés chaque jeudi.</p>"
