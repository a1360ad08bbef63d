"""One catalogue: both languages complete, no text missing, nothing interpreted."""

import re
import string
from pathlib import Path

import pytest

from streamlit_app import texts
from streamlit_app.quality_cards import MODEL_COLUMNS

PACKAGE = Path(texts.__file__).parent
FIELDS = string.Formatter()


def entries():
    for section, names in texts.catalogue().items():
        for name, languages in names.items():
            yield f"{section}.{name}", languages


@pytest.mark.parametrize(("key", "languages"), entries(), ids=lambda v: str(v)[:40])
def test_both_languages_say_it_with_the_same_values(key, languages):
    assert set(languages) == set(texts.LANGUAGES)
    assert all(languages.values())
    fields = [
        {field for _, field, _, _ in FIELDS.parse(text) if field}
        for text in languages.values()
    ]
    assert fields[0] == fields[1]


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_no_two_columns_of_the_models_are_titled_alike(language):
    titles = [texts.catalogue()["rows"][name][language] for name in MODEL_COLUMNS]

    assert len(set(titles)) == len(titles)


def test_every_text_that_the_code_asks_for_exists():
    known = {key for key, _ in entries()}
    asked = {
        key
        for file in PACKAGE.rglob("*.py")
        for key in re.findall(r"\btext\(\s*\"(\w+\.\w+)\"", file.read_text())
    }
    assert asked
    assert asked <= known


def test_no_page_writes_words_of_its_own():
    for file in (PACKAGE / "app_pages").glob("*.py"):
        source = file.read_text().split('"""', 2)[2]
        assert not re.search(r"[éèàùç]", source), file.name


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (1234.5, 1, "1\u202f234,5"),
        (0.25, 2, "0,25"),
        (1234567, 0, "1\u202f234\u202f567"),
    ],
)
def test_numbers_are_written_as_in_french(value, decimals, expected):
    assert texts.number(value, decimals) == expected


def test_numbers_are_written_as_in_english(monkeypatch):
    monkeypatch.setattr(texts, "language", lambda: "en")

    assert texts.number(1234.5, 1) == "1,234.5"
    assert texts.share(0.125, 1) == "12.5%"
    assert texts.money(26400) == "€26,400"


@pytest.mark.parametrize(("language", "noun"), [("fr", "offre"), ("en", "offer")])
def test_one_is_singular(language, noun, monkeypatch):
    monkeypatch.setattr(texts, "language", lambda: language)
    one, two = (texts.text("explorer.found", n=n, page=1, pages=1) for n in ("1", "2"))

    assert f"{noun} " in one
    assert f"{noun}s " in two


@pytest.mark.parametrize(("language", "noun"), [("fr", "offre "), ("en", "offers ")])
def test_zero_is_singular_in_french(language, noun, monkeypatch):
    monkeypatch.setattr(texts, "language", lambda: language)

    assert noun in texts.text("explorer.found", n="0", page=1, pages=1)


@pytest.mark.parametrize(
    "hostile",
    [
        "[x](javascript:alert(1))",
        "![x](http://evil.example/p.png)",
        "<img src=x onerror=alert(1)>",
        "$x^2$ :material/bug: :red[x]",
        "# title\n- list\n\n> quote",
        "`code` **bold** _it_ ~~no~~ a|b",
    ],
)
def test_a_publishers_words_hold_no_markdown(hostile):
    escaped = texts.plain(hostile)

    assert "\n" not in escaped
    bare = re.sub(r"\\.", "", escaped)
    assert not re.search(r"[!-/:-@\[-`{-~]", bare)


def test_a_publishers_addresses_do_not_become_links():
    escaped = texts.plain("http://evil.example www.evil.example a@evil.example")

    assert "//e" not in escaped.replace("\\", "")
    assert "www.e" not in escaped.replace("\\", "")
    assert "@e" not in escaped.replace("\\", "")
