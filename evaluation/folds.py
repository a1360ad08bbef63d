"""The duplicates rule fitted anew, and scored on pairs it was not fitted on.

A logistic regression over what each fact adds by the rule, a factor of its own for each
and none below zero, on nine tenths of the groups of labelled pairs that share an offer;
the rest is scored, before clustering: with all features, then without each.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from psycopg2.extensions import connection as Connection
from scipy.optimize import minimize
from scipy.special import expit

from evaluation.errors import EvaluationFailed
from evaluation.labels import Record, offer_id
from evaluation.scores import rounded
from evaluation.tasks.duplicates import components_of, measures

FOLDS = 10
# How pairs fall into folds moves F1 by a point: the mean of some ways is told,
# with its standard deviation.
REPEATS = 10
# Keeps weights of rare features from running off; the intercept is free.
RIDGE = 0.001
# What each fact adds to a pair's log-odds by the rule's own weights, in order; of twins
# the one that stands for them was compared.
FACTS = """
    select first_side.twin_offer_key = second_side.twin_offer_key as are_twins, terms.*
    from unnest(%(a)s, %(b)s) with ordinality as pairs (a, b, place)
    left join intermediate.int_offer_fingerprints as first_side
        on pairs.a = first_side.offer_key
    left join intermediate.int_offer_fingerprints as second_side
        on pairs.b = second_side.offer_key
    left join intermediate.int_duplicate_terms as terms
        on
            least(first_side.twin_offer_key, second_side.twin_offer_key)
            = terms.offer_key_a
            and greatest(first_side.twin_offer_key, second_side.twin_offer_key)
            = terms.offer_key_b
    order by pairs.place
"""
KEYS = 3
# Twins, or never compared, are told without weights.
Facts = np.ndarray | bool


def score_folds(warehouse: Connection, pairs: list[Record]) -> Iterator[dict[str, Any]]:
    """Yield precision, recall and F1 with all features, then without each.

    Raises: EvaluationFailed where the labels hold no pairs.
    """
    known = [pair for pair in pairs if pair["same_opening"] is not None]
    if not known:
        raise EvaluationFailed("the labels hold no pairs; folds are made of pairs")
    features, facts = facts_of(warehouse, known)
    same = np.array([bool(pair["same_opening"]) for pair in known])
    groups = np.array(components_of(known))
    for without in (None, *features):
        kept = [n for n, name in enumerate(features) if name != without]
        by_seed = [
            measures(counts_of(same, told))
            for told in (
                predict_out_of_fold(facts, same, groups, kept, seed)
                for seed in range(REPEATS)
            )
        ]
        means = (rounded(float(value)) for value in np.mean(by_seed, axis=0))
        yield {
            "without": without,
            **dict(zip(("precision", "recall", "f1"), means, strict=True)),
            "f1_spread": rounded(float(np.std(by_seed, axis=0)[-1])),
            "n": len(known),
        }


def counts_of(same: np.ndarray, told: np.ndarray) -> np.ndarray:
    """Count what is rightly told the same, wrongly, and missed."""
    return np.array([(told & same).sum(), (told & ~same).sum(), (~told & same).sum()])


def facts_of(
    warehouse: Connection, pairs: list[Record]
) -> tuple[list[str], list[Facts]]:
    """Return the names of the features, and each pair's values of them."""
    keys = [sorted(":".join(offer_id(pair[side])) for side in "ab") for pair in pairs]
    firsts, seconds = zip(*keys, strict=True)
    with warehouse.cursor() as cursor:
        cursor.execute(FACTS, {"a": list(firsts), "b": list(seconds)})
        names = [column.name for column in cursor.description][KEYS:]
        facts = [
            bool(are_twins) if key is None else np.array(values)
            for are_twins, key, _, *values in cursor
        ]
    return names, facts


def predict_out_of_fold(
    facts: list[Facts],
    same: np.ndarray,
    groups: np.ndarray,
    kept: list[int],
    seed: int,
) -> np.ndarray:
    """Return what is told of each pair by weights that its group did not give."""
    compared = np.array([isinstance(fact, np.ndarray) for fact in facts])
    told = np.array([fact is True for fact in facts])
    matrix = np.array([fact[kept] for fact in facts if isinstance(fact, np.ndarray)])
    fold_of_group = np.random.default_rng(seed).permutation(groups.max() + 1) % FOLDS
    folds = fold_of_group[groups][compared]
    answers = np.zeros(len(matrix), dtype=bool)
    for fold in range(FOLDS):
        weights = fit(matrix[folds != fold], same[compared][folds != fold])
        answers[folds == fold] = log_odds(weights, matrix[folds == fold]) >= 0
    told[compared] = answers
    return told


def fit(matrix: np.ndarray, same: np.ndarray) -> np.ndarray:
    """Return intercept and factors of the likeliest model that keeps each sign."""

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = log_odds(weights, matrix)
        likelihood = np.logaddexp(0, odds) - same * odds
        wrong = expit(odds) - same
        gradient = np.concatenate(([wrong.sum()], matrix.T @ wrong))
        gradient[1:] += 2 * RIDGE * weights[1:]
        return likelihood.sum() + RIDGE * (weights[1:] ** 2).sum(), gradient

    bounds = [(None, None), *((0, None) for _ in matrix.T)]
    start = np.zeros(matrix.shape[1] + 1)
    return minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x


def log_odds(weights: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    return weights[0] + matrix @ weights[1:]
