"""The open-data stand-in: description, weekly files, their traps."""

import csv
import io
import re
from datetime import date, datetime

import requests

from tests.publishers import state

FILE = re.compile(r"offres-datagouv-(\d{8})\.csv")
END = "Date de fin de publication par défaut"


def describe(served):
    url = served.simulator.environment["SOURCES__SERVICE_PUBLIC__DATASET_URL"]
    return requests.get(url, timeout=30).json()["resources"]


def newest_rows(served):
    files = [r for r in describe(served) if FILE.fullmatch(r["title"])]
    newest = max(files, key=lambda r: FILE.fullmatch(r["title"])[1])
    text = requests.get(newest["url"], timeout=60).content.decode("utf-8")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_dataset_lists_weekly_files_among_other_resources(served):
    resources = describe(served)
    files = [FILE.fullmatch(r["title"]) for r in resources]
    dates = [m[1] for m in files if m]
    assert len(dates) > 3 and len(dates) < len(resources)
    assert max(dates) == "20260913"  # the Sunday before the simulated Wednesday
    assert all(datetime.strptime(d, "%Y%m%d").weekday() == 6 for d in dates)


def test_the_file_has_the_publisher_s_columns_and_traps(served):
    rows = newest_rows(served)
    assert len(rows[0]) == 30
    assert all(None not in row and None not in row.values() for row in rows)
    references = [row["Référence"] for row in rows]
    assert len(set(references)) < len(references)
    assert any("\n" in row["Employeur"] for row in rows)
    assert any(row[END] == "31/12/9999" for row in rows)
    assert all(re.search(r"\((\d\d|2A|2B|97\d)\)$", r["Localisation du poste"])
               for r in rows)  # fmt: skip


def test_most_rows_are_over_and_the_active_ones_are_counted(served):
    today = date(2026, 9, 16)
    active = {
        row["Référence"]
        for row in newest_rows(served)
        if datetime.strptime(row[END], "%d/%m/%Y").date() >= today
    }
    assert len(active) == state(served)["open"]["service_public"]
    assert len(active) < len(newest_rows(served)) * 0.7


def test_active_rows_are_true_vacancies(served):
    known = {t["offer_id"] for t in served.truth if t["source"] == "service_public"}
    today = date(2026, 9, 16)
    for row in newest_rows(served):
        if datetime.strptime(row[END], "%d/%m/%Y").date() >= today:
            assert row["Référence"] in known
