"""What the documents say exists, and what exists they say."""

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()
EXAMPLE = (ROOT / ".env.example").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
# Read by libraries, or set by a step for the next one.
NOT_FOR_PEOPLE = {"VIGIE_EMBEDDED"}


def variables_in(text):
    names = r"(?:SOURCES__|VIGIE_|PG|LAKE_|DBT_TARGET|AWS_ENDPOINT)[A-Z_]*"
    return set(re.findall(rf"[\"']({names})[\"']", text))


def documented_variables():
    return set(re.findall(r"^(?:# )?([A-Z_]+)=", EXAMPLE, re.MULTILINE))


def test_every_variable_that_is_read_is_in_the_example_and_the_reverse():
    readers = [
        ROOT / "ingestion/settings.py",
        ROOT / "profiles.example.yml",
        ROOT / "orchestration/environment.py",
    ]
    read = set().union(*(variables_in(path.read_text()) for path in readers))
    honoured_by_libraries = {"AWS_ENDPOINT_URL"}

    assert read - NOT_FOR_PEOPLE <= documented_variables()
    assert documented_variables() <= read | honoured_by_libraries


def make_targets():
    return set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE))


def test_every_make_word_is_explained_and_listed():
    phony = set(re.findall(r"^\.PHONY: (\S+)$", MAKEFILE, re.MULTILINE))
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True).stdout

    assert phony == make_targets()
    assert all(re.search(rf"^  {word} ", listed, re.MULTILINE) for word in phony)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_documents_name_only_make_words_and_files_that_exist(path):
    text = path.read_text()
    words = set(re.findall(r"`(?:CI=true )?make ([a-z-]+)", text))
    links = set(re.findall(r"\]\((?!https?:)([^)#]+)", text))

    assert words <= make_targets()
    assert not [link for link in links if not (path.parent / link).exists()]


@pytest.mark.parametrize(
    "verb",
    ["list", "collect", "load", "run", "rebuild", "document", "erase", "db", "env"],
)
def test_every_verb_of_the_command_line_has_help(verb):
    done = subprocess.run(
        [sys.executable, "-m", "ingestion", verb, "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0
    assert "usage: python -m ingestion" in done.stdout


def test_every_source_is_named_in_the_readme():
    from ingestion.sources import SOURCES

    names = {
        "france_travail": "France Travail",
        "wttj": "Welcome to the Jungle",
        "service_public": "Choisir le service public",
        "references": "INSEE",
    }
    assert names.keys() == SOURCES.keys()
    assert all(name in README for name in names.values())


@pytest.mark.parametrize("path", ["docs/trace.md", "macros/operations/trace.sql"])
def test_the_traced_figure_is_of_a_skill_that_the_dictionary_has(path):
    with open(ROOT / "seeds" / "skills.csv", newline="") as file:
        known = {row["skill_id"] for row in csv.DictReader(file)}
    named = re.findall(r"skill_id: (\w+)", (ROOT / path).read_text())

    assert named and set(named) <= known
