"""The state as of a past moment, against what was then built from what was known."""

from datetime import UTC, datetime, timedelta
from hashlib import md5
from itertools import pairwise

import numpy as np
import pytest

START = datetime(2025, 3, 1, 6, tzinfo=UTC)
RUNS, OFFERS = 14, 250
# Killed before their end: what they saw has landed, and no word of theirs.
CUT_OFF = (4, 9, 10)
NUMBERS = {
    run: number
    for number, run in enumerate((r for r in range(RUNS) if r not in CUT_OFF), start=1)
}
DAY = timedelta(days=1)
MOMENT = "2026-01-31 12:00:00+00"
STATE = "select offer_key, content_hash, is_open from"


def version_key(key, text):
    return md5(f"{key}|{text}".encode()).hexdigest()


def draw_history(seed):
    """Draw what each run lists: offers come, change, end, go, and return."""
    random = np.random.default_rng(seed)
    for number in range(OFFERS):
        key, text = f"wttj:{number}", 0
        created = random.uniform(-20, RUNS)
        gone = created + random.exponential(8)
        returns = gone + random.exponential(6)
        ends = None
        for run in range(RUNS):
            listed = created <= run < gone or (run >= returns and number % 3 == 0)
            if not listed or random.random() < 0.1:
                continue
            if random.random() < 0.2:
                # Sometimes told late, sometimes moved, sometimes taken back.
                text += 1
                ends = random.choice([None, run + random.uniform(-3, 5)])
            yield key, f"text {text}", run, created, ends


@pytest.fixture(scope="module")
def history():
    return list(draw_history(seed=3))


def moment(days):
    return None if days is None else START + timedelta(days=float(days))


def leaf_of(run):
    """Give the one leaf of a run; every fourth run cannot vouch for it."""
    ended_at, is_certified = moment(run + 0.02), run % 4 != 2
    number = NUMBERS[run]
    told = (True, is_certified, "full", is_certified)
    return "wttj", f"r{run}", "all", number, ended_at, *told, None, None


def know(models, history, last_run):
    """Lay down what the raw tables held when that run ended."""
    known = [row for row in history if row[2] <= last_run]
    ended = [run for run in NUMBERS if run <= last_run]
    models.invent(
        "intermediate.int_as_of",
        "as_of timestamptz",
        [(moment(last_run) + timedelta(hours=1),)],
    )
    models.invent(
        "intermediate.int_crawl_runs",
        "source text, run_id text, run_number bigint, ended_at timestamptz",
        [("wttj", f"r{run}", NUMBERS[run], moment(run + 0.02)) for run in ended],
    )
    models.invent(
        "intermediate.int_crawl_leaves",
        "source text, run_id text, leaf_id text, run_number bigint, "
        "ended_at timestamptz, is_unbounded boolean, is_certified boolean, "
        "run_kind text, is_run_certified boolean, "
        "covers_from timestamptz, covers_to timestamptz",
        [leaf_of(run) for run in ended],
    )
    models.invent(
        "intermediate.int_sighted_runs",
        "source text, run_id text",
        [("wttj", f"r{run}") for run in range(last_run + 1)],
    )
    models.invent(
        "intermediate.int_sightings",
        "offer_key text, source text, content_hash text, run_id text, "
        "run_number bigint, seen_at timestamptz",
        [
            (key, "wttj", text, f"r{run}", NUMBERS.get(run, 0), moment(run))
            for key, text, run, *_ in known
        ],
    )
    versions = {(key, text): rest for key, text, _, *rest in reversed(known)}
    models.invent(
        "intermediate.int_offers_unioned",
        "offer_key text, source text, content_hash text, version_key text, "
        "title text, fetched_at timestamptz, created_at timestamptz, "
        "archived_at timestamptz, publication_ends_at timestamptz",
        [
            (
                *(key, "wttj", text, version_key(key, text), text, START),
                *(moment(created), moment(ends), None),
            )
            for (key, text), (created, ends) in versions.items()
        ],
    )
    models.invent(
        "seeds.offer_sources",
        "source text, anonymised_when_closed boolean",
        [("wttj", False)],
    )
    models.build(
        "int_sighting_spans",
        "int_offer_versions",
        "int_offer_absences",
        "int_offer_spells",
        "int_offer_lifecycles",
        "fct_offer_lifecycle",
    )


def current(models):
    return models.rows(
        f"{STATE} intermediate.int_offer_versions inner join "
        "intermediate.int_offer_lifecycles using (offer_key) "
        "where is_current order by 1"
    )


def as_of(models, when):
    compiled = models.compiled["offers_as_of"]
    assert compiled.count(MOMENT) > 1
    return models.rows(
        f"{STATE} ({compiled.replace(MOMENT, when.isoformat())}) as past order by 1"
    )


def test_the_state_at_any_past_run_is_what_was_current_then(models, history):
    then = {}
    for run in range(RUNS):
        know(models, history, run)
        then[run] = current(models)
        closed = sum(not is_open for *_, is_open in then[run])
        assert run < 3 or 0 < closed < len(then[run])

    for run, state in then.items():
        assert as_of(models, moment(run) + timedelta(hours=1)) == state, run
    assert as_of(models, START - DAY) == []


def test_spells_follow_one_another_and_the_last_says_what_the_offer_is(models, history):
    know(models, history, RUNS - 1)
    spells = models.rows(
        "select offer_key, spell_number, opened_at, closed_at, is_last, is_open, "
        "reopenings, coalesce(close_known_at, 'infinity') >= open_known_at "
        "from marts.fct_offer_lifecycle order by 1, 2"
    )
    reopened = 0
    for before, after in pairwise(spells):
        assert before[3] is None or before[2] <= before[3]
        assert before[7]
        if before[0] == after[0]:
            reopened += 1
            assert not before[4] and before[3] <= after[2]
            assert after[1] == before[1] + 1
        else:
            assert before[4] and before[6] == before[1] - 1
    assert reopened > 20
    lifecycles = models.rows(
        "select offer_key, is_open from intermediate.int_offer_lifecycles order by 1"
    )
    assert lifecycles == [(row[0], row[5]) for row in spells if row[4]]
