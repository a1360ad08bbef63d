"""Texts that Postgres cannot store, and hashes that must not move without meaning."""

import pytest

from ingestion.documents import (
    LONGEST_ID,
    as_json,
    clean,
    content_hash,
    parse_json,
    problem_with_id,
)


def test_clean_removes_nul_and_marks_lone_surrogates():
    text = "a\x00b\ud800c 👩‍💻 é\u202e"

    assert clean(text) == "ab\N{REPLACEMENT CHARACTER}c 👩‍💻 é\u202e"


def test_clean_reaches_every_text_of_a_nested_value():
    value = {"k\x00": ["\udfff", {"n": 7, "f": None, "b": True}]}

    assert clean(value) == {
        "k": ["\N{REPLACEMENT CHARACTER}", {"n": 7, "f": None, "b": True}]
    }


def test_numbers_that_postgres_or_json_cannot_hold_become_what_they_can():
    body = b'{"big": 1000000000000000000000000000000, "none": NaN, "far": -Infinity}'

    assert clean(parse_json(body)) == {"big": 1e30, "none": None, "far": None}


@pytest.mark.parametrize(
    ("offer_id", "said"),
    [
        ("", "an offer without an id"),
        ("é" * LONGEST_ID, None),
        ("é" * (LONGEST_ID + 1), "an id of 501 characters, of which 500 can be kept"),
    ],
)
def test_an_id_that_postgres_cannot_index_is_told(offer_id, said):
    assert problem_with_id(offer_id) == said


def test_the_hash_ignores_only_the_fields_without_meaning():
    first = {"id": "1", "title": "Soudeur", "dateActualisation": "2025-01-01"}
    refreshed = {**first, "dateActualisation": "2025-01-02"}
    edited = {**first, "title": "Soudeur (H/F)"}
    ignored = frozenset({"dateActualisation"})

    assert content_hash(first, ignored) == content_hash(refreshed, ignored)
    assert content_hash(first, ignored) != content_hash(edited, ignored)


def test_the_hash_does_not_depend_on_the_order_of_keys():
    assert content_hash({"a": 1, "b": 2}) == content_hash({"b": 2, "a": 1})


@pytest.mark.parametrize(
    "body", ["", "{", "<html>", '{"a": 1', b"\xff\xfe", "[" * 100_000]
)
def test_what_is_not_json_is_none(body):
    assert parse_json(body) is None


@pytest.mark.parametrize(
    "damage", [b"\\ud800", b"bell \x07", "équipe".encode("latin-1"), b"\\u0000"]
)
def test_a_damaged_text_does_not_hide_the_offers_around_it(damage):
    page = parse_json(b'{"resultats": [{"id": "1", "d": "%s"}, {"id": "2"}]}' % damage)

    assert [offer["id"] for offer in page["resultats"]] == ["1", "2"]
    assert as_json(clean(page))
