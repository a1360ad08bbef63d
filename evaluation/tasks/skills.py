"""Skills named in a text, against those a reader marked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import snowballstemmer

from evaluation.corpus import folded
from evaluation.labels import OfferId, Record, offer_id
from evaluation.scores import WORST_SHOWN, Score, rates, share

HARD = {"hard", "language", "certification_or_licence"}


@dataclass(frozen=True)
class FoundSkill:
    """A skill that the pipeline found, with the words that gave it away."""

    skill_id: str
    kind: str
    surface: str
    requirement: str  # required, nice_to_have or mentioned


def score_skills(
    task: str, offers: list[Record], found: dict[OfferId, list[FoundSkill]]
) -> Score:
    """Score hard or soft skills: `task` is skills or soft_skills.

    A skill found is right when its id is labelled for the offer, or when its words
    and a labelled surface's, folded and stemmed, contain one another.
    """
    soft = task == "soft_skills"
    told, labelled = [], []  # (what, is it right?) and (label, is it found?)
    for offer in offers:
        labels = [s for s in offer.get("skills", []) if is_soft(s["kind"]) == soft]
        ours = [s for s in found.get(offer_id(offer), []) if is_soft(s.kind) == soft]
        told += [(s, any(matches(s, label) for label in labels)) for s in ours]
        labelled += [(label, any(matches(s, label) for s in ours)) for label in labels]
    with_id = [is_found for label, is_found in labelled if label["skill_id"]]
    wrong = Counter(f"{s.skill_id} by “{s.surface}”" for s, right in told if not right)
    missed = Counter(
        f"{label['skill_id']} “{label['surface']}”"
        for label, is_found in labelled
        if not is_found
    )
    return Score(
        task,
        {
            "precision": share(sum(right for _, right in told), len(told)),
            "recall": share(sum(with_id), len(with_id)),
            "recall_all": share(sum(hit for _, hit in labelled), len(labelled)),
        },
        {"by_requirement": rates((s.requirement, right) for s, right in told)},
        worst=[f"wrong, {n} times: {w}" for w, n in wrong.most_common(WORST_SHOWN)]
        + [f"missed, {n} times: {w}" for w, n in missed.most_common(WORST_SHOWN)],
    )


def is_soft(kind: str) -> bool:
    """Tell soft skills from hard ones, languages and certificates."""
    return kind not in HARD


def matches(skill: FoundSkill, label: Record) -> bool:
    """Tell whether a skill found is the one that a label means."""
    if label["skill_id"] and label["skill_id"] == skill.skill_id:
        return True
    ours = stems(skill.surface)
    for surface in [label["surface"], *(label.get("also") or [])]:
        theirs = stems(surface)
        if ours and theirs and (ours <= theirs or theirs <= ours):
            return True
    return False


_stemmer = snowballstemmer.stemmer("french")


def stems(text: str) -> frozenset[str]:
    """Return the stems of a text's words."""
    return frozenset(_stemmer.stemWords(folded(text).split()))
