"""What jobs pay, and the many ways in which publishers write it."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.draws import Dice

HOURS_A_YEAR = 1820  # 35 hours, 52 weeks
DAYS_A_YEAR = 218


@dataclass(frozen=True)
class Pay:
    """The truth about a salary as an advert gives it.

    Units: `low` and `high` are gross euros a `period`; the annual figures are
    gross full-time euros a year, None unless the basis is `declared`.
    """

    basis: str  # declared | absent | unusable
    period: str | None = None  # annual | monthly | hourly | daily
    low: float | None = None
    high: float | None = None
    months: int | None = None
    annual_min: int | None = None
    annual_max: int | None = None
    where: str | None = None  # libelle | commentaire | text | fields
    written: str = ""

    @property
    def thousands(self) -> tuple[int, int]:
        """Return the range in thousands of euros a year."""
        return round((self.annual_min or 0) / 1000), round(
            (self.annual_max or 0) / 1000
        )


ABSENT = Pay("absent")
UNUSABLE = (
    "Annuel de",
    "Mensuel de 1,00 Euros",
    "Annuel de 35,00 Euros à 45,00 Euros",
    "Annuel de 1800000,00 Euros",
    "Mensuel de 35000,00 Euros à 42000,00 Euros",
    "Autre de 1.0 Euros",
    "Annuel de 0.0 Euros sur 12.0 mois",
)
_COMMENTS = ("selon profil", "A négocier", "Selon profil et expérience",
             "selon convention", "+ primes", "à définir selon profil", ".")  # fmt: skip


def annual_range(base: list[float], months: float, dice: Dice) -> tuple[float, float]:
    """Draw what a job pays a year, from its occupation's range and experience."""
    low, high = (value * 1000 for value in base)
    rank = min(1.0, months / 96)
    middle = low + (high - low) * rank
    middle *= 0.97 + 0.1 * dice.random()
    width = dice.choice((0, 0, 0.05, 0.1, 0.15, 0.2))
    step = 500 if middle > 26_000 else 100
    bottom = round(middle / step) * step
    return bottom, max(bottom, round(middle * (1 + width) / step) * step)


def france_travail_pay(
    base: list[float], months: float, dice: Dice, share: float = 0.31
) -> Pay:
    """Draw the salary of a France Travail offer, in one of its real spellings."""
    point = dice.random()
    bottom, top = annual_range(base, months, dice)
    if point < 0.015:
        return Pay("unusable", where="libelle", written=dice.choice(UNUSABLE))
    if point < 0.015 + share:
        return _spelled(bottom, top, dice)
    if point < 0.015 + share + 0.07:
        return Pay("declared", "annual", bottom, top, 12, int(bottom), int(top), "text")
    if point < 0.015 + share + 0.10:
        low, high = round(bottom / 1000), round(top / 1000)
        patterns = ("{}-{} k€ brut annuel", "{}K€ - {}K€ par an", "Entre {} et {} k€")
        written = dice.choice(patterns).format(low, high)
        return Pay("declared", "annual", low * 1000, high * 1000, 12, low * 1000,
                   high * 1000, "commentaire", written)  # fmt: skip
    return ABSENT


def _spelled(bottom: float, top: float, dice: Dice) -> Pay:
    """Spell a salary as `salaire.libelle`, with a comma or a point."""
    period = dice.weighted(("annual", "monthly", "hourly"), _period_weights(bottom))
    months = dice.weighted((12, 13, 14), (90, 9, 1))
    if period == "hourly":
        months = 12
    divisor = {"annual": 1, "monthly": months, "hourly": HOURS_A_YEAR}[period]
    digits = 0 if period == "annual" else 2
    low, high = round(bottom / divisor, digits), round(top / divisor, digits)
    if dice.random() < 0.35:
        high = low
    words = {"annual": "Annuel", "monthly": "Mensuel", "hourly": "Horaire"}
    style = dice.weighted(("comma", "point", "raw"), (50, 28, 22))
    written = f"{words[period]} de {_euros(low, style)} Euros"
    if high != low:
        written += f" à {_euros(high, style)} Euros"
    if months != 12 or dice.random() < 0.5:
        written += f" sur {months}.0 mois" if style == "raw" else f" sur {months} mois"
    if period == "hourly" and dice.random() < 0.15:
        written = written.replace("Horaire", "Autre")
    return Pay("declared", period, low, high, months, round(low * divisor),
               round(high * divisor), "libelle", written)  # fmt: skip


def respelled(pay: Pay, dice: Dice) -> Pay:
    """Spell for France Travail a salary that another publisher holds in fields."""
    if pay.annual_min is None or pay.annual_max is None:
        return pay
    return _spelled(pay.annual_min, pay.annual_max, dice)


def _period_weights(annual: float) -> tuple[int, int, int]:
    return (70, 28, 2) if annual > 32_000 else (25, 45, 30)


def _euros(value: float, style: str) -> str:
    if style == "comma":
        return f"{value:.2f}".replace(".", ",")
    return f"{value:.2f}" if style == "point" else str(float(value))


def france_travail_salary(pay: Pay, dice: Dice) -> dict[str, str] | None:
    """Write the `salaire` object; None where the publisher leaves it out."""
    salary = {}
    if pay.where == "libelle":
        salary["libelle"] = pay.written
    if pay.where == "commentaire":
        salary["commentaire"] = pay.written
    elif dice.random() < 0.1:
        salary["commentaire"] = dice.choice(_COMMENTS)
    if dice.random() < 0.12:
        salary["complement1"] = dice.choice(("Primes", "Autre", "Chèque repas",
                                             "Mutuelle", "Véhicule"))  # fmt: skip
    return salary or (None if dice.random() < 0.25 else {})


def wttj_pay(base: list[float], months: float, contract: str, dice: Dice) -> Pay:
    """Draw the salary of a Welcome to the Jungle job: fields, or nothing."""
    if dice.random() > 0.28:
        return ABSENT
    if contract == "stage":
        low = dice.choice((700, 900, 1000, 1200, 1400))
        return Pay("declared", "monthly", low, low + 200, 12, low * 12,
                   (low + 200) * 12, "fields")  # fmt: skip
    bottom, top = annual_range(base, months, dice)
    if contract == "freelance":
        low, high = (
            round(bottom * 1.6 / DAYS_A_YEAR, -1),
            round(top * 1.8 / DAYS_A_YEAR, -1),
        )
        return Pay("declared", "daily", low, high, None, int(low * DAYS_A_YEAR),
                   int(high * DAYS_A_YEAR), "fields")  # fmt: skip
    return Pay("declared", "annual", bottom, top, 12, int(bottom), int(top), "fields")
