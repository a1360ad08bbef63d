"""Salary, remote work, experience and contract of labelled offers."""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.labels import OfferId, Record, offer_id
from evaluation.scores import WORST_SHOWN, Score, share

TOLERANCE = 0.01
PERIODS = {"annual": "year", "monthly": "month", "daily": "day", "hourly": "hour"}
CONTRACTS = {
    "CDI": "permanent",
    "CDD": "fixed_term",
    "INTERIM": "temp_agency",
    "SAISONNIER": "seasonal",
    "ALTERNANCE": "apprenticeship",
    "STAGE": "internship",
    "INDEPENDANT": "freelance",
    "INSERTION": "fixed_term",
}


@dataclass(frozen=True)
class FoundFields:
    """What the marts say of an offer; amounts in gross euros a year."""

    salary_basis: str
    salary_period: str | None
    salary_annual_min_eur: float | None
    salary_annual_max_eur: float | None
    remote: str
    experience_min_months: int | None
    contract_family: str


def score_fields(
    offers: list[Record], found: dict[OfferId, FoundFields]
) -> list[Score]:
    """Score the four fields; an offer that the marts lack is wrong in all of them."""
    answers = [(offer, found.get(offer_id(offer))) for offer in offers]
    return [
        score_salary(answers),
        score_field("remote", answers, lambda o: o["remote"], lambda f: f.remote),
        score_field(
            "experience",
            answers,
            lambda o: o["experience_min_months"],
            lambda f: f.experience_min_months,
        ),
        score_field(
            "contract",
            answers,
            lambda o: o["contract"],
            lambda f: CONTRACTS.get(f.contract_family, "other"),
        ),
    ]


def score_field(task: str, answers, labelled, told) -> Score:
    """Score one field by equality."""
    wrong = [
        f"{offer_id(offer)}: labelled {labelled(offer)}, "
        f"found {fields and told(fields)}"
        for offer, fields in answers
        if fields is None or told(fields) != labelled(offer)
    ]
    n = len(answers)
    return Score(
        task, {"accuracy": share(n - len(wrong), n)}, worst=wrong[:WORST_SHOWN]
    )


def score_salary(answers) -> Score:
    """Score salaries: both bounds within 1 %, the period exact, no false amount."""
    exact = wrong_period = false_amounts = 0
    wrong = []
    for offer, fields in answers:
        salary = offer["salary"]
        has_amount = fields is not None and fields.salary_annual_min_eur is not None
        if salary["basis"] == "declared":
            amounts = has_amount and all(
                is_near(getattr(fields, f"salary_{name}"), salary[name])
                for name in ("annual_min_eur", "annual_max_eur")
            )
            period = fields is not None and (
                PERIODS.get(fields.salary_period) == salary["declared_period"]
            )
            wrong_period += has_amount and not period
            is_right = amounts and period
        else:
            false_amounts += has_amount
            is_right = fields is not None and not has_amount
        exact += is_right
        if not is_right:
            wrong.append(f"{offer_id(offer)}: labelled {salary}, found {fields}")
    n = len(answers)
    return Score(
        "salary",
        {"exact": share(exact, n)},
        {"wrong_period": wrong_period, "false_amounts": false_amounts},
        wrong[:WORST_SHOWN],
    )


def is_near(ours: float | None, labelled: float | None) -> bool:
    """Tell whether two amounts agree within a hundredth; both may be absent."""
    if ours is None or labelled is None:
        return ours is None and labelled is None
    return abs(float(ours) - labelled) <= TOLERANCE * abs(labelled)
