"""Each score on labels and answers small enough to count by hand."""

import pytest
from scipy.stats import binomtest

from evaluation.scores import share
from evaluation.tasks.duplicates import score_duplicates
from evaluation.tasks.fields import FoundFields, score_fields
from evaluation.tasks.occupations import CodedOffer, score_occupations
from evaluation.tasks.personal_data import score_personal_data
from evaluation.tasks.skills import FoundSkill, score_skills

FRANCE_TRAVAIL = "france_travail"


def key(name):
    return (FRANCE_TRAVAIL, name)


def pair(a, b, same, kind="full"):
    a, b = ({"source": FRANCE_TRAVAIL, "offer_id": name} for name in (a, b))
    return {"a": a, "b": b, "same_opening": same, "class": kind}


def values(score):
    return {name: figure.value for name, figure in score.figures.items()}


@pytest.mark.parametrize(("right", "n"), [(0, 10), (7, 10), (10, 10), (250, 1000)])
def test_a_share_carries_wilsons_interval(right, n):
    expected = binomtest(right, n).proportion_ci(method="wilson")

    figure = share(right, n)

    assert figure.value == right / n
    assert (figure.low, figure.high) == pytest.approx(
        (expected.low, expected.high), abs=1e-6
    )


def test_a_share_of_nothing_is_no_figure():
    assert share(0, 0).value is None


def test_duplicates_count_pairs_and_leave_unsure_ones_out():
    pairs = [
        pair("1", "2", True),
        pair("1", "3", True, "partial"),
        pair("4", "5", False, "distinct_role"),
        pair("6", "7", False, "distinct_role"),
        pair("8", "9", None),
        pair("1", "absent", True),
    ]
    openings = {key(n): o for n, o in zip("123456789", "aabccdeff", strict=True)}

    score = score_duplicates(pairs, openings)

    assert values(score) == pytest.approx(
        {"precision": 1 / 2, "recall": 1 / 3, "f1": 2 / 5}
    )
    assert score.details["by_class"]["distinct_role"] == {"n": 2, "right": 1}
    assert score.details["by_sources"] == {
        "france_travail-france_travail": {"n": 5, "right": 2}
    }
    assert len(score.worst) == 3


def label(skill_id, surface, kind="hard", also=()):
    return {"skill_id": skill_id, "surface": surface, "kind": kind, "also": also}


def test_a_skill_is_right_by_its_id_or_by_its_words_within_its_kind():
    offer = {
        "source": FRANCE_TRAVAIL,
        "offer_id": "1",
        "skills": [
            label("sk_python", "Python 3"),
            label(None, "analyses de données"),
            label("sk_sql", "SQL"),
            label("sk_rigour", "rigoureux", "soft"),
        ],
    }
    found = {
        key("1"): [
            FoundSkill("sk_python", "hard", "programmation", "required"),
            FoundSkill("sk_data", "hard", "analyse des données", "mentioned"),
            FoundSkill("sk_other", "hard", "vente", "mentioned"),
            FoundSkill("sk_sql", "soft", "SQL", "required"),
        ]
    }

    score = score_skills("skills", [offer], found)
    hard = values(score)
    soft = values(score_skills("soft_skills", [offer], found))

    assert hard == pytest.approx(
        {"precision": 2 / 3, "recall": 1 / 2, "recall_all": 2 / 3}
    )
    assert soft == {"precision": 0, "recall": 0, "recall_all": 0}
    assert score.details["by_requirement"] == {
        "mentioned": {"n": 2, "right": 1},
        "required": {"n": 1, "right": 1},
    }


def test_inflected_surfaces_are_one_skill():
    offer = {
        "source": FRANCE_TRAVAIL,
        "offer_id": "1",
        "skills": [label(None, "analyse de données massives")],
    }
    same = FoundSkill("sk_x", "hard", "analyses de données", "mentioned")
    found = {key("1"): [same]}

    assert values(score_skills("skills", [offer], found))["precision"] == 1


def test_occupations_are_ranked_by_confidence():
    labels = [
        {"source": FRANCE_TRAVAIL, "offer_id": str(n), "rome_code": "M1805"}
        for n in range(5)
    ]
    coded = {
        key("0"): CodedOffer(("M1805", "A"), 0.9),
        key("1"): CodedOffer(("M1805",), 0.8),
        key("2"): CodedOffer(("A", "B", "C", "D", "M1805"), 0.7),
        key("3"): CodedOffer(("A", "B", "C", "D", "E", "M1805"), 0.1),
    }

    score = values(score_occupations(labels, coded))

    assert score == pytest.approx(
        {"top1": 2 / 5, "top5": 3 / 5, "top1_confident": 2 / 4}
    )


def fields(basis="absent", period=None, low=None, high=None, remote="unknown"):
    return FoundFields(basis, period, low, high, remote, 12, "CDI")


def labelled(name, basis, period=None, low=None, high=None):
    return {
        "source": FRANCE_TRAVAIL,
        "offer_id": name,
        "salary": {
            "basis": basis,
            "declared_period": period,
            "annual_min_eur": low,
            "annual_max_eur": high,
        },
        "remote": "unknown",
        "experience_min_months": 12,
        "contract": "permanent",
    }


def test_salaries_want_both_bounds_the_period_and_no_invention():
    offers = [
        labelled("right", "declared", "year", 30_000, 35_000),
        labelled("near", "declared", "month", 24_000, 24_000),
        labelled("far", "declared", "year", 30_000, 35_000),
        labelled("wrong period", "declared", "hour", 20_000, 20_000),
        labelled("invented", "absent"),
        labelled("absent", "unusable"),
    ]
    found = {
        key("right"): fields("declared", "annual", 30_000, 35_000),
        key("near"): fields("declared", "monthly", 24_100, 24_100),
        key("far"): fields("declared", "annual", 30_000, 36_000),
        key("wrong period"): fields("declared", "annual", 20_000, 20_000),
        key("invented"): fields("declared", "annual", 20_000, 20_000),
        key("absent"): fields("unusable"),
    }

    salary, remote, experience, contract = score_fields(offers, found)

    assert values(salary) == {"exact": 3 / 6}
    assert salary.details == {"wrong_period": 1, "false_amounts": 1}
    assert values(remote) == values(experience) == values(contract) == {"accuracy": 1}


def test_an_offer_that_never_arrived_is_wrong_everywhere():
    scores = score_fields([labelled("lost", "absent")], {})

    assert [list(values(score).values()) for score in scores] == [[0]] * 4


def test_personal_data_is_counted_where_it_stands():
    texts = [
        (key("1"), "écrire à jean@exemple.fr ou 06 12 34 56 78"),
        (key("2"), "https://exemple.fr/offre/0612345678 [e-mail]"),
    ]

    score = score_personal_data(texts)

    assert score.details == {"left": 2}
    assert values(score) == {"clean_documents": 1 / 2}
