"""The duplicates rule fitted anew, and scored on pairs it was not fitted on.

A logistic regression with the rule's own features and signs, on nine tenths of the
groups of labelled pairs that share an offer; the rest is scored, before clustering:
with all features, then without each.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from psycopg2.extensions import connection as Connection
from scipy.optimize import minimize
from scipy.special import expit

from evaluation.labels import Record, offer_id
from evaluation.scores import rounded
from evaluation.tasks.duplicates import components_of, measures

FOLDS = 10
# How pairs fall into folds moves F1 by a point: the mean of some ways is told.
REPEATS = 5
# Keeps weights of rare features from running off; the intercept is free.
RIDGE = 0.001
# Each feature of duplicate_log_odds(), for (+1) or against (-1) a pair.
FEATURES = {
    "text": ("text_overlap * least(1.0, smaller_shingles / 8.0)", 1),
    "same_title": ("has_same_title::int", 1),
    "title_words": ("least(title_words_apart, 3.0)", -1),
    "place": ("(place_relation like 'other%%' and not names_the_other_town)::int", -1),
    "reference": ("has_same_reference::int", 1),
    "board": ("is_same_board::int", -1),
    "hidden_employer": (
        "(employer_relation = 'hidden' and not is_same_board)::int * case"
        " when place_relation = 'same_town' or names_the_other_town"
        " then least(1.0, 2 * text_overlap)"
        " else greatest(0.0, 2 * text_overlap - 1) end",
        1,
    ),
    "all_but_text": (
        "(is_other_board and has_same_title and has_same_salary"
        " and employer_relation = 'same' and place_relation = 'same_town'"
        " and contract_relation = 'same' and not abs(extract("
        "epoch from opened_at_a - opened_at_b)) > 14 * 86400)::int",
        1,
    ),
    "contract": ("(contract_relation = 'differs')::int", -1),
    "experience": ("experience_differs::int", -1),
    "seniority": ("seniority_differs::int", -1),
    "numbers": ("least(coalesce(numbers_apart, 0), 4)", -1),
}
TWINS = """
    select first_side.twin_offer_key = second_side.twin_offer_key
    from intermediate.int_offer_fingerprints as first_side
    cross join intermediate.int_offer_fingerprints as second_side
    where first_side.offer_key = %(a)s and second_side.offer_key = %(b)s
"""


def score_folds(warehouse: Connection, pairs: list[Record]) -> Iterator[dict[str, Any]]:
    """Yield precision, recall and F1 with all features, then without each."""
    known = [pair for pair in pairs if pair["same_opening"] is not None]
    facts = [facts_of(warehouse, pair) for pair in known]
    same = np.array([bool(pair["same_opening"]) for pair in known])
    groups = np.array(components_of(known))
    for without in (None, *FEATURES):
        kept = [n for n, name in enumerate(FEATURES) if name != without]
        counts = np.zeros(3)
        for seed in range(REPEATS):
            told = predict_out_of_fold(facts, same, groups, kept, seed)
            counts += [
                (told & same).sum(),
                (told & ~same).sum(),
                (~told & same).sum(),
            ]
        precision, recall, f1 = (rounded(float(value)) for value in measures(counts))
        yield {
            "without": without,
            "precision": precision,
            "recall": recall,
            "f1": f1,
            "n": len(known),
        }


def facts_of(warehouse: Connection, pair: Record) -> np.ndarray | bool:
    """Return a pair's features, or what is decided without: twins, never compared."""
    a, b = sorted(":".join(offer_id(pair[side])) for side in ("a", "b"))
    columns = ", ".join(f"({sql})::float" for sql, _ in FEATURES.values())
    with warehouse.cursor() as cursor:
        cursor.execute(
            f"select {columns} from intermediate.int_duplicate_evidence "
            "where offer_key_a = %(a)s and offer_key_b = %(b)s",
            {"a": a, "b": b},
        )
        found = cursor.fetchone()
        if found:
            return np.array(found)
        cursor.execute(TWINS, {"a": a, "b": b})
        return bool((cursor.fetchone() or (False,))[0])


def predict_out_of_fold(
    facts: list[np.ndarray | bool],
    same: np.ndarray,
    groups: np.ndarray,
    kept: list[int],
    seed: int,
) -> np.ndarray:
    """Return what is told of each pair by weights that its group did not give."""
    compared = np.array([isinstance(fact, np.ndarray) for fact in facts])
    told = np.array([fact is True for fact in facts])
    matrix = np.array([fact[kept] for fact in facts if isinstance(fact, np.ndarray)])
    signs = np.array([sign for _, sign in FEATURES.values()])[kept]
    fold_of_group = np.random.default_rng(seed).permutation(groups.max() + 1) % FOLDS
    folds = fold_of_group[groups][compared]
    answers = np.zeros(len(matrix), dtype=bool)
    for fold in range(FOLDS):
        weights = fit(matrix[folds != fold], same[compared][folds != fold], signs)
        answers[folds == fold] = log_odds(weights, matrix[folds == fold]) >= 0
    told[compared] = answers
    return told


def fit(matrix: np.ndarray, same: np.ndarray, signs: np.ndarray) -> np.ndarray:
    """Return intercept and weights of the likeliest model with these signs."""

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = log_odds(weights, matrix)
        likelihood = np.logaddexp(0, odds) - same * odds
        wrong = expit(odds) - same
        gradient = np.concatenate(([wrong.sum()], matrix.T @ wrong))
        gradient[1:] += 2 * RIDGE * weights[1:]
        return likelihood.sum() + RIDGE * (weights[1:] ** 2).sum(), gradient

    bounds = [(None, None), *((0, None) if s > 0 else (None, 0) for s in signs)]
    start = np.zeros(matrix.shape[1] + 1)
    return minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x


def log_odds(weights: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    return weights[0] + matrix @ weights[1:]
