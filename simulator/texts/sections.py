"""The sections of an advert: employer, missions, profile, conditions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from simulator.draws import Dice, salt
from simulator.facts import STUDY_LEVELS, Facts, NamedSkill
from simulator.personal import PersonalDatum, contact_sentence
from simulator.texts.grammar import at, capitalised, duration, elided, listed, of


@dataclass
class Section:
    """A titled part of an advert; bullets are written as a list."""

    name: str  # about | missions | profile | conditions | closing
    heading: str
    sentences: list[str]
    bullets: list[str]


def about(facts: Facts, words: dict[str, Any], sector: dict, dice: Dice) -> Section:
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
        at_town=at(facts.commune.town),
        of_town=of(facts.commune.town),
        of_employer=of(facts.employer.name),
        year=facts.employer.founded,
        small=facts.employer.staff,
        pride=pride,
    )
    sentences = [sentence]
    setting = facts.occupation.setting
    sentences += dice.sample(setting, min(len(setting), dice.choice((0, 1, 1, 2))))
    return Section("about", "", sentences, [])


def boilerplate(facts: Facts, words: dict[str, Any], dice: Dice) -> Section:
    """Repeat what the employer says in all its adverts, for two in three."""
    paragraphs = words["boilerplate"]
    known_by = salt(facts.advertiser.id)
    sentences = []
    for place in range(dice.choice((0, 1, 1, 1, 2, 2))):
        chosen = paragraphs[(known_by + place * 3) % len(paragraphs)]
        sentences.append(chosen.format(employer=facts.advertiser.name))
    return Section("boilerplate", "", sentences, [])


def _article(facts: Facts, dice: Dice) -> str:
    masculine, feminine = facts.title
    if masculine == feminine:
        return f"un(e) {masculine} (H/F)"
    style = dice.random()
    if style < 0.4:
        return f"un {masculine} ou une {feminine}"
    if style < 0.8:
        return f"un(e) {masculine} (H/F)"
    return f"un {masculine} H/F"


def missions(facts: Facts, words: dict[str, Any], dice: Dice) -> Section:
    """List what the person will do, as bullets or as prose."""
    known = facts.occupation.missions
    tasks = dice.sample(known, min(len(known), dice.choice((4, 5, 6, 6, 7, 8))))
    if dice.random() < 0.25:
        half = len(tasks) // 2
        lead = dice.choice(words["mission_leads"])
        second = dice.choice(words["mission_seconds"])
        return Section(
            "missions",
            dice.choice(words["mission_heads"]) if dice.random() < 0.5 else "",
            [_prose(lead, tasks[:half]), _prose(second, tasks[half:])],
            [],
        )
    end = dice.choice((" ;", "", "", "."))
    return Section(
        "missions",
        dice.choice(words["mission_heads"]),
        [],
        [capitalised(task) + end for task in tasks],
    )


def _prose(lead: str, tasks: list[str]) -> str:
    """Join a lead and infinitives; `de` is repeated before each, and elided."""
    if lead.endswith(" de "):
        return f"{lead[:-3]}{listed([elided('de', task) for task in tasks])}."
    return f"{lead}{listed(tasks)}."


def profile(facts: Facts, words: dict[str, Any], dice: Dice) -> Section:
    """Say who is looked for: experience, study, skills, licences, languages."""
    sentences = [_experience(facts, words, dice)]
    if facts.level != "AFS" and dice.random() < 0.75:
        need = "required" if facts.exigence == "E" and dice.random() < 0.5 else "wished"
        sentences.append(
            dice.choice(words["study"][need]).format(
                level=STUDY_LEVELS[facts.level], field=facts.occupation.study[1]
            )
        )
    sentences += _skills(facts, words, dice)
    sentences += dice.sample(facts.occupation.profile, dice.choice((1, 2, 2)))
    return Section("profile", dice.choice(words["profile_heads"]), sentences, [])


def _experience(facts: Facts, words: dict[str, Any], dice: Dice) -> str:
    need = "none"
    if facts.experience_months:
        need = "wished" if facts.exigence == "S" else "required"
    pattern = dice.choice(words["experience"][need])
    return pattern.format(duration=duration(facts.experience_months))


def _skills(facts: Facts, words: dict[str, Any], dice: Dice) -> list[str]:
    """Name every skill of the facts, each in the sentence of its requirement."""
    groups: dict[str, list[str]] = {"required": [], "wished": [], "soft": []}
    sentences = []
    for named in facts.skills:
        if named.skill.kind == "language":
            sentences.append(_language(named, words, dice))
        elif named.skill.id in words["licences"]:
            sentences.append(dice.choice(words["licences"][named.skill.id]))
        elif named.skill.kind == "soft":
            groups["soft"].append(named.surface)
        else:
            need = "required" if named.requirement == "required" else "wished"
            groups[need].append(named.surface)
    lines = [
        dice.choice(words["skills"][need]).format(list=listed(names))
        for need, names in groups.items()
        if names
    ]
    return [capitalised(line) for line in lines] + sentences


def _language(named: NamedSkill, words: dict[str, Any], dice: Dice) -> str:
    need = "required" if named.requirement == "required" else "wished"
    pattern = dice.choice(words["languages"][need])
    return pattern.format(language=named.surface, language_lower=named.surface.lower())


def conditions(
    facts: Facts, words: dict[str, Any], sector: dict, dice: Dice
) -> Section:
    """State contract, hours, pay and advantages."""
    phrases = words["contract_text"][_contract_key(facts, words["contract_text"])]
    sentences = [dice.choice(phrases).format(months=facts.months)]
    hours = "full" if facts.full_time else "part"
    sentences.append(
        dice.choice(words["hours"][hours]).format(hours=facts.weekly_hours)
    )
    if facts.pay.where == "text":
        low, high = facts.pay.thousands
        width = "fixed" if low == high else "range"
        pattern = dice.choice(words["salary_text"][width])
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


def _contract_key(facts: Facts, phrases: dict[str, list[str]]) -> str:
    name, family = facts.variant.name, facts.variant.family.lower()
    if name in phrases:
        return name
    return family if family in phrases else "other"


def closing(
    facts: Facts, words: dict[str, Any], names: dict[str, Any], dice: Dice
) -> tuple[Section, list[PersonalDatum]]:
    """End the advert, for one in ten with a person to write to or call."""
    sentences = dice.sample(words["closings"], dice.choice((1, 1, 2)))
    if dice.random() < 0.3:
        sentences.insert(0, dice.choice(words["recruitment"]))
    personal: list[PersonalDatum] = []
    if dice.random() < 0.1:
        sentence, personal = contact_sentence(
            facts.advertiser, names, words["contact"], dice
        )
        sentences.append(sentence)
    return Section("closing", "", sentences, []), personal
