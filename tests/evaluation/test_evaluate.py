"""`make evaluate` as its user runs it, on the recorded offers and their labels."""

import csv
import fcntl
import gzip
import json
import re
import subprocess
import sys

import pytest

from evaluation.__main__ import DATA
from evaluation.committed import COMMITTED, commit, drops, read
from evaluation.corpus import write_recording
from evaluation.errors import EvaluationFailed
from evaluation.labels import Labels, read_labels
from evaluation.pipeline import run_chain, scratch_environment
from evaluation.scores import Score, share
from orchestration.steps import PROJECT_ROOT

# Without the second it was made in: all workers must find tests of the same names.
PACKED = gzip.compress(b"{}", mtime=0)
TASKS = {
    "duplicates": {"precision", "recall", "f1", "by_class", "by_sources"},
    "skills": {"precision", "recall", "recall_all", "by_requirement"},
    "soft_skills": {"precision", "recall", "recall_all", "by_requirement"},
    "occupations": {"top1", "top5", "top1_confident"},
    "salary": {"exact", "wrong_period", "false_amounts"},
    "remote": {"accuracy"},
    "experience": {"accuracy"},
    "contract": {"accuracy"},
    "personal_data": {"left"},
}


def evaluate(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "evaluation", *arguments],
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
    )


@pytest.fixture
def no_server_afterwards():
    """Stop the scratch warehouse of the evaluation, and delete it."""
    yield
    subprocess.run(
        [sys.executable, "-m", "ingestion", "db", "--remove"],
        cwd=PROJECT_ROOT,
        env=scratch_environment(DATA / "evaluation-labelled"),
        check=True,
    )


@pytest.mark.usefixtures("no_server_afterwards")
def test_no_figure_fell_under_the_committed_one(real_data):
    done = evaluate(
        "labelled",
        *("--labels", str(real_data / "labels"), "--corpus", str(real_data / "real")),
    )

    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert {line["task"] for line in lines} == set(TASKS), done.stderr
    for line in lines:
        assert set(line) >= TASKS[line["task"]]
    fingerprint = read_labels(real_data / "labels").fingerprint
    assert any(row["labels"] == fingerprint for row in read(COMMITTED))
    assert done.returncode == 0, done.stderr


def test_an_evaluation_leaves_another_that_is_at_work_alone(tmp_path, capfd):
    landed = tmp_path / "lake" / "landed"
    landed.parent.mkdir()
    landed.touch()

    with (tmp_path / "chain.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(EvaluationFailed):
            run_chain(tmp_path, "demo", "--offers", "10")

    assert "another chain holds" in capfd.readouterr().err
    assert landed.exists()


def test_a_labelled_code_cannot_be_learnt(real_data, tmp_path):
    labels = read_labels(real_data / "labels")

    write_recording(real_data / "real", real_data / "labels", labels, tmp_path)

    with gzip.open(tmp_path / "france_travail.jsonl.gz", "rt") as file:
        offers = [json.loads(line) for line in file]
    hidden = {label["offer_id"] for label in labels.occupations}
    titles = {o["intitule"].lower() for o in offers if o["id"] in hidden}
    seen = {o["intitule"].lower() for o in offers if "romeCode" in o}
    assert hidden <= {o["id"] for o in offers}
    assert not titles & seen
    assert sum("romeCode" in o for o in offers) > 2000


def test_a_folder_without_labels_is_named(tmp_path):
    done = evaluate("labelled", "--labels", str(tmp_path))

    assert done.returncode == 1
    assert done.stderr.startswith(f"vigie: no labels in {tmp_path}")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "written", "said"),
    [
        ("occupations.jsonl", b'{"source":\n', "line 1 is not JSON"),
        ("offers.jsonl", b"\n[1]\n", "line 2 is no record of an offer"),
        ("offers.jsonl", b'{"source": "wttj"}', "line 1 has no 'offer_id'"),
        ("duplicate_pairs.jsonl", b'{"a": {}}', "line 1 has no 'source'"),
        ("occupations.jsonl", b"\xe9", "occupations.jsonl cannot be read"),
    ],
)
def test_a_broken_label_is_named(tmp_path, name, written, said):
    (tmp_path / name).write_bytes(written)

    with pytest.raises(EvaluationFailed, match=re.escape(said)):
        read_labels(tmp_path)


@pytest.mark.parametrize(
    ("name", "written", "said"),
    [
        ("france_travail.jsonl", b'{"intitule": "Boucher"}', "line 1 has no 'id'"),
        ("wttj.jsonl", b'{"organization": null}', "line 1 is no record of an offer"),
        ("wttj.jsonl.gz", b"not compressed", "wttj.jsonl.gz cannot be read"),
        ("wttj.jsonl.gz", PACKED[:12], "cannot be read"),
        ("wttj.jsonl.gz", PACKED[:10] + b"\xff" * 9, "cannot be read"),
    ],
)
def test_a_broken_file_of_the_corpus_is_named(tmp_path, name, written, said):
    (tmp_path / name).write_bytes(written)
    folder, nothing = (
        PROJECT_ROOT / "evaluation" / "self_written",
        Labels([], [], [], ""),
    )

    with pytest.raises(EvaluationFailed, match=re.escape(said)):
        write_recording(tmp_path, folder, nothing, tmp_path / "into")


def test_a_corpus_that_is_not_there_is_named_before_anything_runs(tmp_path):
    folder = str(PROJECT_ROOT / "evaluation" / "self_written")
    done = evaluate("labelled", "--labels", folder, "--corpus", str(tmp_path / "none"))

    assert done.returncode == 1
    assert done.stderr.startswith(f"vigie: the corpus {tmp_path / 'none'} is no folder")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(("today", "falls"), [(0.885, False), (0.87, True)])
def test_a_drop_of_more_than_a_point_is_told(tmp_path, today, falls):
    committed = tmp_path / "model_quality.csv"
    commit([Score("remote", {"accuracy": share(89, 100)})], "labelled", "a", committed)
    score = Score("remote", {"accuracy": share(round(today * 1000), 1000)})

    assert bool(drops([score], "labelled", "a", committed)) == falls
    assert not drops([score], "labelled", "other labels", committed)
    assert not drops([score], "planted", "a", committed)


def test_the_self_written_labels_are_of_adverts_and_skills_that_exist(tmp_path):
    folder = PROJECT_ROOT / "evaluation" / "self_written"
    labels = read_labels(folder)

    write_recording(folder, folder, labels, tmp_path)

    with open(PROJECT_ROOT / "seeds" / "skills.csv", newline="") as file:
        known = {row["skill_id"] for row in csv.DictReader(file)}
    named = {skill["skill_id"] for offer in labels.offers for skill in offer["skills"]}
    assert named - {None} <= known
    written = set()
    for source, key in (("france_travail", "id"), ("wttj", "slug")):
        with gzip.open(tmp_path / f"{source}.jsonl.gz", "rt") as file:
            written |= {json.loads(line)[key] for line in file}
    assert written == {o["offer_id"].split("/")[-1] for o in labels.offers}
