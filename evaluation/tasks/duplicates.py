"""Pairs of offers: do both end in the same opening?"""

from __future__ import annotations

import numpy as np

from evaluation.labels import OfferId, Record, offer_id
from evaluation.scores import WORST_SHOWN, Figure, Score, rates

RESAMPLES = 2000


def score_duplicates(pairs: list[Record], openings: dict[OfferId, str]) -> Score:
    """Score the labelled pairs; a pair labelled null counts for nothing.

    A pair with an offer that the pipeline does not hold counts as not predicted.
    The interval is a bootstrap over components of pairs that share an offer, since
    such pairs are right or wrong together.
    """
    known = [pair for pair in pairs if pair["same_opening"] is not None]
    predicted = [is_predicted(pair, openings) for pair in known]
    judged = [
        (pair, told == pair["same_opening"])
        for pair, told in zip(known, predicted, strict=True)
    ]
    counts = confusion(known, predicted)
    components = components_of(known)
    by_component = np.zeros((max(components, default=-1) + 1, 3))
    np.add.at(by_component, components, counts)
    wrong = [
        f"{offer_id(pair['a'])} | {offer_id(pair['b'])}: labelled "
        f"{'the same' if pair['same_opening'] else 'different'} ({pair.get('class')}), "
        f"predicted otherwise; {pair.get('reason', '')}"
        for pair, is_right in judged
        if not is_right
    ]
    return Score(
        "duplicates",
        figures(counts.sum(axis=0), by_component, len(known)),
        {
            "by_class": rates(
                (str(pair.get("class")), right) for pair, right in judged
            ),
            "by_sources": rates((sources_of(pair), right) for pair, right in judged),
        },
        wrong[:WORST_SHOWN],
    )


def confusion(pairs: list[Record], predicted: list[bool]) -> np.ndarray:
    """Return a row a pair: whether it is a true, a false, or a missed duplicate."""
    truth = [bool(pair["same_opening"]) for pair in pairs]
    return np.array(
        [
            [told and true, told and not true, true and not told]
            for told, true in zip(predicted, truth, strict=True)
        ],
        dtype=float,
    ).reshape(-1, 3)


def is_predicted(pair: Record, openings: dict[OfferId, str]) -> bool:
    """Tell whether both offers of a pair are in one opening."""
    a, b = openings.get(offer_id(pair["a"])), openings.get(offer_id(pair["b"]))
    return a is not None and a == b


def figures(total: np.ndarray, parts: np.ndarray, n: int) -> dict[str, Figure]:
    """Return precision, recall and F1 of [true, false, missed] counts."""
    random = np.random.default_rng(1)
    drawn = np.array(
        [
            measures(parts[random.integers(0, len(parts), len(parts))].sum(axis=0))
            for _ in range(RESAMPLES if len(parts) else 0)
        ]
    ).reshape(-1, 3)
    found = {}
    for place, name in enumerate(("precision", "recall", "f1")):
        value = float(measures(total)[place])
        low, high = (
            np.nanpercentile(drawn[:, place], [2.5, 97.5]) if len(drawn) else (0, 1)
        )
        found[name] = (
            Figure(None, n, None, None)
            if np.isnan(value)
            else Figure(value, n, float(low), float(high))
        )
    return found


def measures(counts: np.ndarray) -> tuple[float, float, float]:
    """Return precision, recall and F1; not a number where there is nothing."""
    true, false, missed = counts
    nothing = float("nan")
    precision = true / (true + false) if true + false else nothing
    recall = true / (true + missed) if true + missed else nothing
    all_three = 2 * true + false + missed
    return precision, recall, 2 * true / all_three if all_three else nothing


def components_of(pairs: list[Record]) -> list[int]:
    """Number the groups of pairs that share an offer."""
    leader: dict[OfferId, OfferId] = {}

    def find(key: OfferId) -> OfferId:
        while leader.setdefault(key, key) != key:
            key = leader[key]
        return key

    for pair in pairs:
        leader[find(offer_id(pair["a"]))] = find(offer_id(pair["b"]))
    roots = [find(offer_id(pair["a"])) for pair in pairs]
    numbers = {root: number for number, root in enumerate(dict.fromkeys(roots))}
    return [numbers[root] for root in roots]


def sources_of(pair: Record) -> str:
    """Name the sources of a pair, in alphabetical order."""
    return "-".join(sorted((pair["a"]["source"], pair["b"]["source"])))
