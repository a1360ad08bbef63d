"""The sections of an advert: employer, missions, profile, conditions."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from simulator.facts import STUDY_LEVELS, Facts, NamedSkill
from simulator.personal import PersonalDatum, contact_sentence
from simulator.texts.grammar import capitalised, duration, elided, listed


@dataclass
class Section:
    """A titled part of an advert; bullets are written as a list."""

    name: str  # about | missions | profile | conditions | closing
    heading: str
    sentences: list[str]
    bullets: list[str]


def about(facts: Facts, words: dict[str, Any], sector: dict, dice: Random) -> Section:
    """Present the employer, or the agency that hides it."""
    pattern = words["about_agency" if facts.agency else "about"]
    pride = dice.choice(sector["pride"]).format(
        big=f"{dice.choice((200, 450, 800, 1500, 3000, 12000)):,}".replace(",", " "),
        small=dice.choice((6, 9, 12, 15, 22, 30)),
    )
    sentence = dice.choice(pattern).format(
        employer=facts.employer.name,
        agency=facts.agency.name if facts.agency else "",
        activity=facts.employer.activity,
        activity_kind=facts.employer.activity.split(",")[0],
        article=_article(facts, dice),
        town=facts.commune.town,
        year=facts.employer.founded,
        small=facts.employer.staff,
        pride=pride,
    )
    sentences = [sentence]
    if dice.random() < 0.6:
        sentences.append(dice.choice(facts.occupation.setting))
    return Section("about", "", sentences, [])


def _article(facts: Facts, dice: Random) -> str:
    masculine, feminine = facts.title
    if masculine == feminine:
        return f"un(e) {masculine} (H/F)"
    style = dice.random()
    if style < 0.4:
        return f"un {masculine} ou une {feminine}"
    if style < 0.8:
        return f"un(e) {masculine} (H/F)"
    return f"un {masculine} H/F"


def missions(facts: Facts, words: dict[str, Any], dice: Random) -> Section:
    """List what the person will do, as bullets or as prose."""
    tasks = dice.sample(facts.occupation.missions, dice.choice((4, 5, 5, 6, 6, 7)))
    if dice.random() < 0.25:
        half = len(tasks) // 2
        lead = dice.choice(words["mission_leads"])
        second = "Vous aurez également à "
        return Section(
            "missions",
            dice.choice(words["mission_heads"]) if dice.random() < 0.5 else "",
            [f"{lead}{listed(tasks[:half])}.", f"{second}{listed(tasks[half:])}."],
            [],
        )
    end = dice.choice((" ;", "", "", "."))
    return Section(
        "missions",
        dice.choice(words["mission_heads"]),
        [],
        [capitalised(task) + end for task in tasks],
    )


def profile(facts: Facts, words: dict[str, Any], dice: Random) -> Section:
    """Say who is looked for: experience, study, skills, licences, languages."""
    sentences = [_experience(facts, words, dice)]
    if dice.random() < 0.7:
        need = "required" if facts.exigence == "E" and dice.random() < 0.5 else "wished"
        sentences.append(
            dice.choice(words["study"][need]).format(
                level=STUDY_LEVELS[facts.level], field=facts.occupation.study[1]
            )
        )
    sentences += _skills(facts, words, dice)
    sentences += dice.sample(facts.occupation.profile, dice.choice((1, 2, 2)))
    return Section("profile", dice.choice(words["profile_heads"]), sentences, [])


def _experience(facts: Facts, words: dict[str, Any], dice: Random) -> str:
    need = "none"
    if facts.experience_months:
        need = "wished" if facts.exigence == "S" else "required"
    pattern = dice.choice(words["experience"][need])
    return pattern.format(duration=duration(facts.experience_months))


def _skills(facts: Facts, words: dict[str, Any], dice: Random) -> list[str]:
    """Name every skill of the facts, each in the sentence of its requirement."""
    groups: dict[str, list[str]] = {"required": [], "wished": [], "soft": []}
    sentences = []
    for named in facts.skills:
        if named.skill.kind == "language":
            sentences.append(_language(named, words, dice))
        elif named.skill.id in words["licences"]:
            sentences.append(dice.choice(words["licences"][named.skill.id]))
        elif named.skill.kind == "soft":
            groups["soft"].append(lowered(named.surface))
        else:
            need = "required" if named.requirement == "required" else "wished"
            groups[need].append(lowered(named.surface))
    lines = [
        dice.choice(words["skills"][need]).format(list=listed(names))
        for need, names in groups.items()
        if names
    ]
    return [capitalised(line) for line in lines] + sentences


def _language(named: NamedSkill, words: dict[str, Any], dice: Random) -> str:
    need = "required" if named.requirement == "required" else "wished"
    name = named.surface.lower()
    return dice.choice(words["languages"][need]).format(
        language=named.surface,
        language_lower=name,
        language_elided=elided("le", name) if name[0] in "aei" else f"le {name}",
    ).replace("de le ", "du ").replace("de l'", "de l'")  # fmt: skip


def lowered(surface: str) -> str:
    """Write a common noun inside a sentence; names and acronyms keep their form."""
    first = surface.split()[0]
    if first[0].isupper() and (first[1:].islower() and _is_common(surface)):
        return surface[0].lower() + surface[1:]
    return surface


def _is_common(surface: str) -> bool:
    """Tell a French noun phrase from a product name, which has no lower-case word."""
    return any(c in "éèêàçôî" for c in surface) or " " in surface


def conditions(
    facts: Facts, words: dict[str, Any], sector: dict, dice: Random
) -> Section:
    """State contract, hours, pay and advantages."""
    name = facts.variant.name
    key = name if name in ("cdi", "cdd", "mission") else "other"
    sentences = [dice.choice(words["contract_text"][key]).format(months=facts.months)]
    hours = "full" if facts.full_time else "part"
    sentences.append(
        dice.choice(words["hours"][hours]).format(hours=facts.weekly_hours)
    )
    if facts.pay.where == "text":
        low, high = facts.pay.thousands
        pattern = dice.choice(words["salary_text"]["range"])
        sentences.append(pattern.format(low_k=low, high_k=high))
    elif dice.random() < 0.3:
        sentences.append(dice.choice(words["salary_text"]["none"]))
    if facts.remote != "unknown":
        sentences.append(dice.choice(words["remote"][facts.remote]))
    perks = dice.sample(
        sector["perks"], min(len(sector["perks"]), dice.choice((2, 3, 4)))
    )
    heading = dice.choice(words["benefit_heads"])
    if dice.random() < 0.5:
        return Section(
            "conditions", heading, sentences, [capitalised(p) for p in perks]
        )
    sentences.append(f"{capitalised(listed(perks))}.")
    return Section("conditions", heading, sentences, [])


def closing(
    facts: Facts, words: dict[str, Any], dice: Random
) -> tuple[Section, list[PersonalDatum]]:
    """End the advert, for one in ten with a person to write to or call."""
    sentences = dice.sample(words["closings"], dice.choice((1, 1, 2)))
    personal: list[PersonalDatum] = []
    if dice.random() < 0.1:
        sentence, personal = contact_sentence(facts.advertiser, words, dice)
        sentences.append(sentence)
    return Section("closing", "", sentences, []), personal
