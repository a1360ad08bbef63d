"""The duplicates rule fitted anew, on facts whose answer is known."""

import numpy as np
import pytest

from evaluation.errors import EvaluationFailed
from evaluation.folds import fit, log_odds, predict_out_of_fold, score_folds


def test_a_weight_never_takes_the_sign_that_its_feature_cannot_have():
    # What ought to speak against a pair only ever stands beside what is the same.
    together, alone = [[1.0, -1.0]] * 10, [[0.0, 0.0]] * 10
    matrix = np.array([*together, *alone, [0.0, -1.0], [1.0, 0.0]])
    same = np.array([True] * 10 + [False] * 11 + [True])

    _, speaks_for, speaks_against = fit(matrix, same)

    assert speaks_for > 1
    assert speaks_against == 0


def test_the_likeliest_weights_are_found():
    # Nine of ten with the fact are the same, one of ten without: log odds of 9.
    matrix = np.array([[1.0]] * 10 + [[0.0]] * 10)
    same = np.array([True] * 9 + [False] + [True] + [False] * 9)

    odds = log_odds(fit(matrix, same), np.array([[1.0], [0.0]]))

    np.testing.assert_allclose(odds, [np.log(9), -np.log(9)], atol=0.01)


def test_pairs_are_told_by_the_others_and_twins_without_any():
    kept = [0, 1]
    facts = [np.array([1.0, 0.0]), np.array([0.0, -1.0])] * 20 + [True, False]
    same = np.array([True, False] * 20 + [True, True])

    told = predict_out_of_fold(facts, same, np.arange(len(facts)), kept, seed=1)

    assert told.tolist() == [True, False] * 20 + [True, False]


def test_labels_without_a_pair_are_refused():
    with pytest.raises(EvaluationFailed, match="hold no pairs"):
        next(score_folds(None, []))
