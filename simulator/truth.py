"""The planted truth: one JSON line an offer. It never reaches an HTTP answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from simulator.disclosed import described, fold, salary, text_of
from simulator.draws import draw_one
from simulator.facts import FactBook, Facts, partner_of
from simulator.france_travail.identifiers import identifier
from simulator.france_travail.offers import OfferWriter
from simulator.personal import PersonalDatum
from simulator.rhythm import KINDS, LONGEST_DAYS
from simulator.service_public.generated import OPEN_ENDED_SHARE, REPEATED_SHARE
from simulator.service_public.rows import RowWriter, reference
from simulator.traits import DAY, Traits
from simulator.vocabulary import PUBLISHERS
from simulator.world import EPOCH
from simulator.wttj.addresses import address
from simulator.wttj.jobs import JobWriter

# Fields that move without any change of content.
_RESTLESS = {"dateActualisation", "updated_at", "romeLibelle", "archived_at",
             "published_at"}  # fmt: skip


class Truth:
    """Tells what is true of the generated offers."""

    def __init__(self, book: FactBook) -> None:
        self.book = book
        self.writers = {
            "france_travail": OfferWriter(book),
            "wttj": JobWriter(book),
            "service_public": RowWriter(book),
        }

    def lines(self, first: date, last: date) -> Iterator[dict[str, Any]]:
        """Tell of every offer open from a week before a date to another date."""
        # A weekly file still lists what closed since it was made.
        start = (first.toordinal() - EPOCH - 7) * DAY
        for publisher in PUBLISHERS:
            births = range(first.toordinal() - LONGEST_DAYS - 8, last.toordinal() + 1)
            for ordinal in births:
                traits = self.book.world.born_on(publisher, ordinal)
                for row in range(len(traits)):
                    ends = max(traits.closed[row], traits.closed_again[row])
                    if ends >= start:
                        yield self.line(publisher, traits, row)

    def line(self, publisher: str, traits: Traits, row: int) -> dict[str, Any]:
        """Tell of one offer."""
        created = int(traits.created[row])
        payload, facts, personal = self._served(publisher, traits, row, created)
        text = text_of(publisher, payload)
        return {
            "source": publisher,
            "offer_id": self._offer_id(publisher, facts),
            "opening_id": self._opening_id(publisher, traits, row),
            "duplicate_class": None if facts.kind == "original" else facts.kind,
            "repeats": self._repeats(traits, row),
            "created_at": _moment(created),
            "open": [[_moment(a), _moment(b)] for a, b in _lives(traits, row)],
            "changes": self._changes(publisher, traits, row),
            **described(facts, publisher, payload, text),
            "salary": salary(facts, payload, text),
            "skills": [
                {
                    "skill_id": named.skill.id,
                    "surface": named.surface,
                    "requirement": named.requirement,
                }
                for named in facts.skills
                if fold(named.surface) in text
            ],
            "personal_data": [asdict(datum) for datum in personal],
            **self._service_public(publisher, facts),
        }

    def _served(
        self, publisher: str, traits: Traits, row: int, instant: int
    ) -> tuple[dict[str, Any], Facts, list[PersonalDatum]]:
        written = self.writers[publisher].write(traits, row, instant)
        payload = getattr(
            written,
            {"france_travail": "payload", "wttj": "job", "service_public": "row"}[
                publisher
            ],
        )
        return payload, written.facts, written.personal

    def _offer_id(self, publisher: str, facts: Facts) -> str:
        if publisher == "france_travail":
            return identifier(facts.serial, facts.partner)
        if publisher == "wttj":
            return address(facts).offer_id
        return reference(facts, self.book.world)

    def _opening_id(self, publisher: str, traits: Traits, row: int) -> str:
        kind = KINDS[traits.kind[row]]
        if kind in ("original", "towns"):  # another town is another opening
            return f"{publisher}:{traits.serial[row]}"
        origin = PUBLISHERS[traits.parent_publisher[row]]
        return f"{origin}:{traits.parent_serial[row]}"

    def _repeats(self, traits: Traits, row: int) -> dict[str, str] | None:
        if traits.kind[row] == 0:
            return None
        origin = PUBLISHERS[traits.parent_publisher[row]]
        serial = int(traits.parent_serial[row])
        if origin == "france_travail":
            name = identifier(serial, partner_of(int(traits.fact_key[row])))
        else:
            original = self.book.world.original(origin, serial)
            name = self._offer_id(origin, self.book.read(origin, original, 0))
        return {"source": origin, "offer_id": name}

    def _changes(
        self, publisher: str, traits: Traits, row: int
    ) -> list[dict[str, Any]]:
        """Tell what an edit changed, by comparing what is served around it."""
        edited = int(traits.edited[row])
        if not edited:
            return []
        before = self._served(publisher, traits, row, edited - 1)[0]
        after = self._served(publisher, traits, row, edited)[0]
        return [
            {
                "at": _moment(edited),
                "field": name,
                "from": before.get(name),
                "to": value,
            }
            for name, value in after.items()
            if name not in _RESTLESS and before.get(name) != value
        ]

    def _service_public(self, publisher: str, facts: Facts) -> dict[str, Any]:
        """Tell what is peculiar to the weekly file."""
        if publisher != "service_public":
            return {}
        return {
            "is_open_ended": draw_one(facts.own_key, "open ended") < OPEN_ENDED_SHARE,
            "is_listed_twice": draw_one(facts.own_key, "repeated") < REPEATED_SHARE,
        }


def _lives(traits: Traits, row: int) -> list[tuple[int, int]]:
    lives = [(int(traits.created[row]), int(traits.closed[row]))]
    if traits.reopened[row]:
        lives.append((int(traits.reopened[row]), int(traits.closed_again[row])))
    return lives


def _moment(second: int) -> str:
    return f"{datetime.fromtimestamp(second, UTC):%Y-%m-%dT%H:%M:%SZ}"


def write_truth(book: FactBook, first: date, last: date, path: Path) -> int:
    """Write the truth line by line; return how many offers it tells of."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for line in Truth(book).lines(first, last):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            count += 1
    return count
