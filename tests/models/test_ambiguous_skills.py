"""Words that name a skill in one sentence and something else in the next."""

import csv
from pathlib import Path

import pytest

from orchestration.steps import PROJECT_ROOT

HERE = Path(__file__).parent
COLUMNS = (
    "offer_key text, version_key text, source text, title text, "
    "employer_name text, description text"
)


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def invent_seed(models, name):
    rows = read(PROJECT_ROOT / "seeds" / f"{name}.csv")
    columns = ", ".join(f"{column} varchar" for column in rows[0])
    models.invent(f"seeds.{name}", columns, [tuple(r.values()) for r in rows])


@pytest.fixture(scope="module")
def found(models):
    """Read every example as an advert of its own; return the skills of each."""
    for name in ("skills", "skill_aliases", "skill_actions"):
        invent_seed(models, name)
    texts = {text for rule in rules() for text in examples(rule)}
    models.invent(
        "intermediate.int_offers_unioned",
        COLUMNS,
        [(text, text, "wttj", "Annonce", None, text) for text in texts],
    )
    models.build("int_offer_texts", "int_offer_sentences")
    models.build("int_skill_aliases", "int_skill_dictionary", "int_skill_wordings")
    models.build("int_offer_skill_matches", "int_offer_skills")
    pairs = models.rows("select offer_key, skill_id from intermediate.int_offer_skills")
    return set(pairs)


def rules():
    """Return the words of two meanings, and the ways to ask for a quality or not."""
    return read(HERE / "ambiguous_skills.csv") + read(HERE / "asked_qualities.csv")


def examples(rule):
    return rule["names_it"], rule["does_not"]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule["surface"])
def test_an_ambiguous_word_counts_where_it_names_the_skill(rule, found):
    names_it, does_not = examples(rule)

    assert (names_it, rule["skill_id"]) in found
    assert (does_not, rule["skill_id"]) not in found
