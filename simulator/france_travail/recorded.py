"""Recorded offers as a listing that can be searched like the generated one."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import numpy as np

from simulator.clock import Clock
from simulator.france_travail.generated import BANDS, NATURES
from simulator.france_travail.labels import NATURE_LABELS
from simulator.france_travail.listing import EXIGENCES, TYPES, UNKNOWN, Listing
from simulator.france_travail.offers import stamp
from simulator.france_travail.workplaces import region_label
from simulator.places import Places

Record = dict[str, Any]
_NATURE_CODES = {label.replace("’", "'"): code for code, label in NATURE_LABELS.items()}
_LISTED = re.compile(r"(2A|2B|97\d|\d\d)(?: - |$)")


class RecordedOffers:
    """Serves the newest version of each offer; on earlier days an older one."""

    def __init__(
        self, offers: dict[str, list[Record]], places: Places, clock: Clock
    ) -> None:
        self.clock = clock
        self.places = places
        newest = [versions[-1] for versions in offers.values()]
        order = sorted(range(len(newest)), key=lambda i: _created(newest[i]))
        self.versions = [list(offers.values())[i] for i in order]
        self.rows = {v[-1]["id"]: row for row, v in enumerate(self.versions)}
        self._listing = self._build([v[-1] for v in self.versions])

    def at(self, instant: int) -> Listing:
        """Return the listing: recorded offers neither open nor close."""
        return self._listing

    def write(self, row: int) -> Record:
        """Return an offer; each day before today goes back one version."""
        versions = self.versions[row]
        back = max(0, -self.clock.day)
        return versions[max(0, len(versions) - 1 - back)]

    def _build(self, records: list[Record]) -> Listing:
        codes = self._codes(records)
        numbers = {c: {code: i for i, code in enumerate(v)} for c, v in codes.items()}
        values = [self._values(record) for record in records]
        columns = {
            column: np.array(
                [numbers[column].get(v.get(column), UNKNOWN) for v in values], np.int32
            )
            for column in codes
        }
        return Listing(
            created=np.array([_created(r) for r in records], np.int32),
            columns=columns,
            codes=codes,
            open_rows=np.arange(len(records)),
            write=self.write,
            identify=list(self.rows).__getitem__,
            find=self.rows.get,
        )

    def _codes(self, records: list[Record]) -> dict[str, list[str]]:
        return {
            "departement": list(self.places.departement_numbers),
            "region": list(self.places.region_numbers),
            "commune": [c.code for c in self.places.communes],
            "rome": sorted({r["romeCode"] for r in records if r.get("romeCode")}),
            "type": list(TYPES),
            "nature": list(NATURES),
            "exigence": list(EXIGENCES),
            "experience": list(BANDS),
            "cadre": ["0", "9"],
            "full_time": ["false", "true"],
            "origin": ["1", "2"],
        }

    def _values(self, record: Record) -> dict[str, Any]:
        """Read the codes that a search asks about."""
        place = self._place(record.get("lieuTravail") or {})
        hours = record.get("dureeTravailLibelleConverti")
        qualification = record.get("qualificationCode")
        return {
            **place,
            "rome": record.get("romeCode"),
            "type": record.get("typeContrat"),
            "nature": _NATURE_CODES.get(
                (record.get("natureContrat") or "").replace("’", "'")
            ),
            "exigence": record.get("experienceExige"),
            "experience": _band(record),
            "cadre": None
            if not qualification
            else "9"
            if qualification == "9"
            else "0",
            "full_time": {"Temps plein": "true", "Temps partiel": "false"}.get(
                hours or ""
            ),
            "origin": (record.get("origineOffre") or {}).get("origine"),
        }

    def _place(self, place: Record) -> dict[str, str | None]:
        commune, label = place.get("commune"), place.get("libelle") or ""
        known = self.places.by_code.get(commune or "")
        if known:
            return {"commune": known.code, "departement": known.departement,
                    "region": known.region}  # fmt: skip
        if match := _LISTED.match(label):
            code = match[1]
            if code in self.places.departement_numbers:
                region = self.places.departement(code).region_code
                return {"commune": None, "departement": code, "region": region}
        for code, name in self.places.regions.items():
            if label in (name, region_label(name)):
                return {"commune": None, "departement": None, "region": code}
        return {"commune": None, "departement": None, "region": None}


def _created(record: Record) -> int:
    written = record.get("dateCreation") or stamp(0, 0)
    return int(datetime.fromisoformat(written.replace("Z", "+00:00")).timestamp())


def _band(record: Record) -> str:
    """Return the band of experience: under a year, up to three, more, or unsaid."""
    label = record.get("experienceLibelle") or ""
    if label.startswith("Débutant"):
        return "1"
    match = re.search(r"(\d+) ?(Mois|An|an)", label)
    if not match:
        return "0"
    months = int(match[1]) * (1 if match[2] == "Mois" else 12)
    if months < 12:
        return "1"
    return "2" if months <= 36 else "3"
