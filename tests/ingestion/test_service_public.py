"""The weekly file: the newest by its title, read row by row, nothing lost."""

import io
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from ingestion.crawl import Crawl
from ingestion.errors import UnexpectedAnswer
from ingestion.sources.service_public.dataset import WeeklyFile, newest_file
from ingestion.sources.service_public.reader import FileReader
from tests.publishers import faults

FILE = WeeklyFile("offres-datagouv-20260628.csv", "20260628", "http://x/f.csv")
NOW = datetime(2026, 6, 29, tzinfo=UTC)
HEADER = "Référence;Intitulé du poste;Employeur;Date de fin de publication par défaut\n"


def file_reader(**known):
    return FileReader(FILE, Crawl("full", SimpleNamespace(listed=known.get)), NOW)


def read(text, reader=None):
    reader = reader or file_reader()
    chunks = list(reader.read(io.StringIO(text)))
    documents = [document for chunk in chunks for document in chunk.documents]
    rejects = [reject for chunk in chunks for reject in chunk.rejects]
    return documents, rejects


def test_the_newest_file_is_chosen_by_its_title():
    resources = [
        {"title": "offres-datagouv-20260621.csv", "url": "http://x/1"},
        {"title": "offres-datagouv-20260628.csv", "url": "http://x/2"},
        {"title": "referentiel-20260701.csv", "url": "http://x/3"},
    ]

    assert newest_file({"resources": resources}).url == "http://x/2"
    with pytest.raises(UnexpectedAnswer, match="names no file"):
        newest_file({"resources": resources[2:]})


@pytest.mark.parametrize("resources", [[None], "text", {"a": 1}, 7])
def test_a_description_of_another_shape_names_no_file(resources):
    with pytest.raises(UnexpectedAnswer, match="names no file"):
        newest_file({"resources": resources})


def test_a_field_may_hold_several_lines_and_empty_ones_are_absent():
    documents, _ = read(HEADER + 'A-1;Juriste;"Mairie\nDirection; RH";\n')

    assert len(documents) == 1
    assert '"Employeur":"Mairie\\nDirection; RH"' in documents[0].payload
    assert "Date de fin" not in documents[0].payload


def test_a_repeated_reference_is_rejected_with_its_row():
    documents, rejects = read(HEADER + "A-1;Juriste;M;\nA-1;Juriste;N;\nA-2;Agent;M;\n")

    assert [document.offer_id for document in documents] == ["A-1", "A-2"]
    assert [reject.reason for reject in rejects] == ["duplicate_reference"]
    assert '"Employeur":"N"' in rejects[0].body


def test_a_reject_has_the_id_that_its_offer_has():
    documents, rejects = read(HEADER + "A-1 ;Juriste;M;\n A-1 ;Juriste;N;\n;Sans;M;\n")

    assert [document.offer_id for document in documents] == ["A-1"]
    assert [reject.offer_id for reject in rejects] == ["A-1", None]


def test_a_row_with_too_few_or_many_fields_is_rejected():
    documents, rejects = read(HEADER + "A-1;Juriste\nA-2;Agent;M;x;y\n;Sans;M;\n")

    assert documents == []
    assert [reject.reason for reject in rejects] == ["unreadable_row"] * 3


@pytest.mark.parametrize(
    "damaged",
    [
        'B-1;"Juriste;M;\n',
        'B-1;"Juriste;M;\nB-2;"Agent;M;\n',
        'B-1;"Chef" de bureau;M;\n',
        f"B-1;{'x' * 1_000_001};M;\n",
        f'B-1;"{"x" * 1_000_001}";M;\n',
        f'B-1;"{"une ligne;" * 50_000}\n{"une autre;" * 60_000}\n";M;\n',
    ],
)
def test_a_damaged_row_costs_no_other(damaged):
    after = 'A-2;Agent;"Mairie\nDirection; RH";\nA-3;"Chef";M;\n'
    documents, rejects = read(HEADER + "A-1;Juriste;M;\n" + damaged + after)

    assert [document.offer_id for document in documents] == ["A-1", "A-2", "A-3"]
    assert {reject.reason for reject in rejects} == {"unreadable_row"}
    assert rejects[0].offer_id == "B-1"
    assert len(rejects) == damaged.count("\n")


def test_a_row_whose_reference_cannot_be_stored_is_rejected():
    documents, rejects = read(f"{HEADER}{'B' * 6_000};Juriste;M;\nA-2;Agent;M;\n")

    assert [document.offer_id for document in documents] == ["A-2"]
    assert [reject.reason for reject in rejects] == ["unreadable_row"]
    assert rejects[0].detail == "an id of 6000 characters, of which 500 can be kept"


def test_a_row_that_cannot_be_read_closes_no_offer():
    reader = file_reader(**{"A-1": ("hash", None), "A-3": ("hash", None)})
    documents, _ = read(HEADER + 'A-1;"x" y;M;\nA-2;x\nA-3;x\nA-3;Agent;M;\n', reader)

    sighted = {document.offer_id: document.payload is None for document in documents}
    assert sighted == {"A-3": False, "A-1": True}


@pytest.mark.parametrize(
    ("before", "damaged", "after", "said"),
    [
        (99, 1, 1, None),
        (98, 2, 1, "2 of 101 rows"),
        (999, 1, 0, "ends in a row that cannot be read"),
        (0, 0, 0, "holds no row"),
    ],
)
def test_few_damaged_rows_spoil_no_proof(before, damaged, after, said):
    reader = file_reader()
    rows = [*["ok"] * before, *['"x" y'] * damaged, *["ok"] * after]
    read(HEADER + "".join(f"A-{n};{row};M;\n" for n, row in enumerate(rows)), reader)

    lack = reader.lack()
    assert lack is None if said is None else said in lack


def test_a_rejected_row_holds_no_personal_data():
    _, rejects = read(HEADER + "A-1;Juriste;M. Dupont;\nA-1;Juriste;M. Dupont;\n")

    assert "Dupont" not in rejects[0].body


def test_other_columns_are_an_error_that_names_what_is_missing():
    with pytest.raises(UnexpectedAnswer, match="Référence"):
        read("id;titre\n1;x\n")


def test_ten_digits_in_a_reference_are_no_telephone_number():
    documents, _ = read(HEADER + "R-0612345678;Juriste;M;\nR-0612345679;Agent;M;\n")

    assert [document.offer_id for document in documents] == [
        "R-0612345678",
        "R-0612345679",
    ]
    assert '"Référence":"R-0612345678"' in documents[0].payload


def test_what_was_read_before_a_cut_is_kept():
    reader = file_reader()

    def cut():
        yield HEADER
        yield "A-1;Juriste;M;\n"
        raise OSError("cut")

    with pytest.raises(OSError, match="cut"):
        list(reader.read(cut()))

    assert [document.offer_id for document in reader.chunk.documents] == ["A-1"]


def test_a_file_of_nothing_but_its_header_lists_nothing(vigie, world):
    empty = {"name": "status", "status": 200, "path": "datagouv", "body": HEADER}
    with faults(world, empty):
        done = vigie.run("ingestion", "run", "service_public", check=False)

    assert done.returncode == 3
    assert "holds no row" in done.stdout
    leaves = vigie.query("select certified from raw_service_public.crawl_leaves")
    assert leaves == [(False,)]
