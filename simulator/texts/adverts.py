"""Whole adverts: which sections, in which order, as plain text or as HTML."""

from __future__ import annotations

import html
from dataclasses import dataclass

from simulator.draws import Dice, draw_one, mix_one
from simulator.facts import Facts
from simulator.personal import PersonalDatum
from simulator.texts import sections
from simulator.texts.sections import Section
from simulator.vocabulary import Vocabulary

_TYPOS = (
    ("accueil", "acceuil"),
    ("développement", "developpement"),
    ("équipe", "equipe"),
    ("vous serez amené(e) à", "vous serez amener à"),
    ("entretien", "entretient"),
    ("à pourvoir", "a pourvoir"),
    ("expérience", "experience"),
    ("dès que possible", "des que possible"),
)


@dataclass
class Advert:
    """The text of an offer, and the personal data that it gives away."""

    title: str
    sections: list[Section]
    personal: list[PersonalDatum]
    bullet: str
    typo: tuple[str, str] | None

    def plain(self) -> str:
        """Write it as plain text, as France Travail does."""
        parts = []
        for section in self.sections:
            lines = [section.heading] if section.heading else []
            if section.sentences:
                lines.append(" ".join(section.sentences))
            lines += [f"{self.bullet}{line}" for line in section.bullets]
            parts.append("\n".join(lines))
        text = "\n\n".join(parts)
        if self.typo:
            text = text.replace(*self.typo)
        return text

    def html(self, names: tuple[str, ...]) -> str:
        """Write some of its sections as HTML, as Welcome to the Jungle does."""
        parts = []
        for section in self.sections:
            if section.name not in names:
                continue
            if section.heading:
                heading = html.escape(section.heading.rstrip(" :"))
                parts.append(f"<p><strong>{heading}</strong></p>")
            parts += [f"<p>{html.escape(line)}</p>" for line in section.sentences]
            if section.bullets:
                items = "".join(f"<li>{html.escape(b)}</li>" for b in section.bullets)
                parts.append(f"<ul>{items}</ul>")
        return "".join(parts)


def text_key(facts: Facts) -> int:
    """Return what decides the wording: copies share it unless they paraphrase."""
    if facts.kind == "semantic":
        return mix_one(facts.own_key ^ 0x5E)
    return mix_one(facts.fact_key ^ 0x7E)


def compose(facts: Facts, vocabulary: Vocabulary) -> Advert:
    """Write the advert of an offer."""
    dice = Dice(text_key(facts))
    words = vocabulary.words
    sector = vocabulary.sectors[facts.employer.sector]
    closing, personal = sections.closing(facts, words, vocabulary.names, dice)
    intro = [
        sections.about(facts, words, sector, dice),
        sections.boilerplate(facts, words, dice),
    ]
    parts = [
        sections.missions(facts, words, dice),
        sections.profile(facts, words, dice),
        sections.conditions(facts, words, sector, dice),
        closing,
    ]
    if dice.random() < 0.15:
        parts[1], parts[2] = parts[2], parts[1]
    # Some employers speak of themselves at the end.
    last = dice.random() < 0.3
    parts = [intro[0], *parts, intro[1]] if last else [*intro, *parts]
    parts = [part for part in parts if part.sentences or part.bullets]
    if facts.kind == "partial":
        parts = _shortened(parts, facts)
        personal = []
    return Advert(
        title=advert_title(facts),
        sections=parts,
        personal=personal,
        bullet=dice.choice(("- ", "- ", "* ", "• ", "· ", " - ")),
        typo=dice.choice(_TYPOS) if dice.random() < 0.06 else None,
    )


def _shortened(parts: list[Section], facts: Facts) -> list[Section]:
    """Keep what a partner keeps: the missions, and part of the rest."""
    if draw_one(facts.own_key, "kept part") < 0.5:
        return [p for p in parts if p.name in ("missions", "profile")]
    return [p for p in parts if p.name in ("about", "missions", "conditions")]


def advert_title(facts: Facts) -> str:
    """Write the title in one of the ways recruiters do."""
    masculine, feminine = facts.title
    style = draw_one(text_key(facts), "title style")
    place = facts.commune.town
    if facts.language != "fr":
        return facts.occupation.english
    if style < 0.45:
        return f"{masculine} (H/F)"
    if style < 0.6:
        return f"{masculine} H/F"
    if style < 0.7:
        return f"{masculine} - {place} F/H"
    if style < 0.78:
        return f"{masculine} / {feminine} (H/F)" if masculine != feminine else masculine
    if style < 0.86:
        return f"{masculine.upper()} (H/F)"
    if style < 0.93:
        return f"{masculine} F/H - {facts.variant.family}"
    return f"{masculine} (h/f) {place}"
