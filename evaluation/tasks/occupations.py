"""ROME codes of offers whose own code was hidden."""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.labels import OfferId, Record, offer_id
from evaluation.scores import WORST_SHOWN, Score, share

CONFIDENT_SHARE = 0.8


@dataclass(frozen=True)
class CodedOffer:
    """The codes proposed for an offer, likeliest first, and the trust in the first."""

    rome_codes: tuple[str, ...]
    confidence: float


NOT_CODED = CodedOffer((), 0.0)


def score_occupations(labels: list[Record], coded: dict[OfferId, CodedOffer]) -> Score:
    """Score the first code, the first five, and the first of the most confident."""
    answers = [
        (label, coded.get(offer_id(label), NOT_CODED))
        for label in labels
        if label.get("rome_code")
    ]
    answers.sort(key=lambda answer: -answer[1].confidence)
    first = [is_among(label, answer, 1) for label, answer in answers]
    confident = first[: round(len(answers) * CONFIDENT_SHARE)]
    top_five = sum(is_among(label, answer, 5) for label, answer in answers)
    wrong = [
        f"{offer_id(label)}: labelled {label['rome_code']}, coded "
        f"{', '.join(answer.rome_codes[:5]) or 'not at all'} "
        f"(confidence {answer.confidence:.2f})"
        for (label, answer), right in zip(answers, first, strict=True)
        if not right
    ]
    return Score(
        "occupations",
        {
            "top1": share(sum(first), len(first)),
            "top5": share(top_five, len(answers)),
            "top1_confident": share(sum(confident), len(confident)),
        },
        worst=wrong[:WORST_SHOWN],
    )


def is_among(label: Record, answer: CodedOffer, first: int) -> bool:
    """Tell whether the labelled code is among the first ones proposed."""
    return label["rome_code"] in answer.rome_codes[:first]
