"""The facts of one offer: what its advert says, before any publisher's shape."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass

from simulator.draws import Dice, draw_one
from simulator.employers import Employer, Employers
from simulator.places import Commune, Places
from simulator.rhythm import KINDS
from simulator.salaries import (
    ABSENT,
    Pay,
    france_travail_pay,
    respelled,
    wttj_pay,
)
from simulator.traits import Traits
from simulator.vocabulary import PUBLISHERS, Occupation, Skill, Variant
from simulator.world import FRENCH_SHARE, PARTNER_SHARE, SHAPES, World

EXPERIENCES = (0, 0, 0, 6, 12, 12, 24, 24, 36, 36, 60, 84)
EXIGENCES = "EEES"
STUDY_LEVELS = {
    "AFS": "Aucune formation scolaire",
    "NV5": "CAP, BEP et équivalents",
    "NV4": "Bac ou équivalent",
    "NV3": "Bac+2 ou équivalents",
    "NV2": "Bac+3, Bac+4 ou équivalents",
    "NV1": "Bac+5 et plus ou équivalents",
}
LANGUAGES = ("fr", "en", "es", "cs", "sk")
_LANGUAGE_BOUNDS = (FRENCH_SHARE, 0.93, 0.96, 0.985)


@dataclass(frozen=True)
class NamedSkill:
    """A skill an advert asks for, in the words that it uses."""

    skill: Skill
    surface: str
    requirement: str  # required | nice_to_have


@dataclass(frozen=True)
class Facts:
    """Everything an advert tells; copies of one job share most of it."""

    publisher: str
    serial: int
    kind: str
    fact_key: int
    own_key: int
    occupation: Occupation
    title: tuple[str, str]  # masculine, feminine
    commune: Commune
    shape: str
    employer: Employer
    agency: Employer | None
    variant: Variant
    months: int
    experience_months: int
    exigence: str
    level: str
    remote: str
    weekly_hours: int
    positions: int
    pay: Pay
    skills: tuple[NamedSkill, ...]
    language: str
    partner: bool

    @property
    def full_time(self) -> bool:
        return self.weekly_hours >= 35

    @property
    def advertiser(self) -> Employer:
        return self.agency or self.employer


def gendered(title: str, feminine: dict[str, str]) -> tuple[str, str]:
    """Split `Agent/Agente polyvalent d'entretien` into its two forms."""
    first, _, rest = title.partition(" ")
    if "/" not in first:
        return title, title
    his, hers = first.split("/", 1)
    adjective, space, others = rest.partition(" ")
    her_rest = feminine.get(adjective, adjective) + space + others
    return f"{his} {rest}".strip(), f"{hers} {her_rest}".strip()


class FactBook:
    """Looks up the facts of offers of one world."""

    def __init__(self, world: World, places: Places) -> None:
        self.world = world
        self.places = places
        self.vocabulary = world.vocabulary
        self.employers = Employers(world.vocabulary, world.seed, world.rhythm.offers)

    def read(self, publisher: str, traits: Traits, row: int) -> Facts:
        """Return the facts of one row of traits."""
        fact_key, own_key = int(traits.fact_key[row]), int(traits.own_key[row])
        occupation = self.vocabulary.occupations[traits.occupation[row]]
        variant = self.vocabulary.variants[traits.contract[row]]
        dice = Dice(fact_key)
        copied = traits.kind[row] > 0
        origin = PUBLISHERS[traits.parent_publisher[row]] if copied else publisher
        public = origin == "service_public"
        employer = self.employers.hiring(fact_key, occupation.sector, public)
        agency = self._agency(fact_key, variant, public, origin)
        months = EXPERIENCES[int(draw_one(fact_key, "experience") * len(EXPERIENCES))]
        exigence = EXIGENCES[int(draw_one(fact_key, "exigence") * 4)] if months else "D"
        feminine = self.vocabulary.names["feminine"]
        title = gendered(dice.choice(occupation.titles), feminine)
        return Facts(
            publisher=publisher,
            serial=int(traits.serial[row]),
            kind=KINDS[traits.kind[row]],
            fact_key=fact_key,
            own_key=own_key,
            occupation=occupation,
            title=title,
            commune=self.places.communes[traits.commune[row]],
            shape=SHAPES[traits.shape[row]],
            employer=employer,
            agency=agency,
            variant=variant,
            months=dice.choice((1, 2, 3, 3, 6, 6, 9, 12, 12, 18, 24)),
            experience_months=months,
            exigence=exigence,
            level=occupation.study[0],
            remote=_remote(occupation, dice),
            weekly_hours=_hours(occupation, fact_key, dice),
            positions=dice.weighted((1, 2, 3, 5, 10), (93, 4, 1.5, 1, 0.5)),
            pay=_pay(origin, publisher, occupation, months, variant, dice),
            skills=self._skills(occupation, dice),
            language=language_of(origin, fact_key),
            partner=bool(traits.partner[row]),
        )

    def _agency(
        self, key: int, variant: Variant, public: bool, origin: str
    ) -> Employer | None:
        if public:
            return None
        share = {"INTERIM": 0.96, "CDI": 0.12, "CDD": 0.1}.get(variant.family, 0.0)
        if origin == "wttj":
            share = min(share, 0.08)
        if draw_one(key, "through agency") >= share:
            return None
        return self.employers.agency(key)

    def _skills(self, occupation: Occupation, dice: Dice) -> tuple[NamedSkill, ...]:
        """Draw the skills asked for, in the order in which they are written."""
        known = [self.vocabulary.skills[f"sk_{name}"] for name in occupation.skills]
        wanted = min(len(known), dice.choice((2, 3, 3, 4, 4, 5, 6, 7)))
        picked = dice.sample(known, wanted)
        required = max(1, round(wanted * dice.choice((0.5, 0.6, 0.75, 1.0))))
        soft = self.vocabulary.words["soft"][occupation.mix]
        chosen = dice.sample(soft, dice.choice((1, 2, 2, 3)))
        picked += [self.vocabulary.skills[f"sk_{name}"] for name in chosen]
        named = [
            NamedSkill(
                skill,
                dice.choice(skill.surfaces),
                "required" if i < required or skill.kind == "soft" else "nice_to_have",
            )
            for i, skill in enumerate(picked)
        ]
        for licence in occupation.licences:
            if dice.random() < 0.75:
                skill = self.vocabulary.skills[f"sk_{licence}"]
                named.append(NamedSkill(skill, skill.surfaces[0], "required"))
        for name in occupation.languages:
            if dice.random() < 0.6:
                skill = self.vocabulary.skills[f"sk_{name}"]
                need = dice.choice(("required", "nice_to_have"))
                named.append(NamedSkill(skill, skill.surfaces[0], need))
        return tuple(named)


def partner_of(own_key: int) -> bool:
    """Tell whether an original offer of France Travail comes from a partner."""
    return draw_one(own_key, "partner") < PARTNER_SHARE


def language_of(origin: str, fact_key: int) -> str:
    """Return the language of an advert: only one publisher has several."""
    if origin != "wttj":
        return "fr"
    point = draw_one(fact_key, "language")
    return LANGUAGES[bisect(_LANGUAGE_BOUNDS, point)]


def _remote(occupation: Occupation, dice: Dice) -> str:
    point = dice.random()
    if occupation.remote == 0:
        return "unknown"
    if point < occupation.remote * 0.7:
        return "partial"
    if point < occupation.remote * 0.8:
        return "full"
    return "none" if point < 0.8 else "unknown"


def _hours(occupation: Occupation, key: int, dice: Dice) -> int:
    if draw_one(key, "part time") < occupation.part_time:
        return dice.choice((10, 15, 20, 24, 25, 28, 30))
    return dice.choice((35, 35, 35, 35, 37, 39, 39))


def _pay(
    origin: str,
    publisher: str,
    occupation: Occupation,
    months: int,
    variant: Variant,
    dice: Dice,
) -> Pay:
    """Draw the salary as its first publisher gives it, then as a copy repeats it."""
    if origin == "service_public":
        return ABSENT
    if origin == "wttj":
        pay = wttj_pay(occupation.salary, months, variant.name, dice)
        return respelled(pay, dice) if publisher == "france_travail" else pay
    return france_travail_pay(occupation.salary, months, dice)
