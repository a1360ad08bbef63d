"""The report over a small release: its figures are those of SQL on the marts."""

from collections.abc import Iterator

import numpy as np
import psycopg2
import pytest

from report import questions
from report.__main__ import main
from report.page import catalogue, page
from report.warehouse import NothingToRead, Warehouse
from tests.own_postgres import own_postgres
from tests.streamlit_app import invented_release


@pytest.fixture(scope="module")
def server() -> Iterator[dict[str, str]]:
    """Serve one release, some of whose offers are hostile, and a database of none."""
    with own_postgres() as postgres:
        connection = postgres.connect()
        connection.cursor().execute("create database empty")
        invented_release.create_roles(connection)
        invented_release.publish(connection, offers=1500)
        yield postgres.environment
        connection.close()


@pytest.fixture
def warehouse(server, monkeypatch) -> Iterator[Warehouse]:
    for name, value in server.items():
        monkeypatch.setenv(name, value)
    opened = Warehouse()
    yield opened
    opened.connection.close()


def figures_of(warehouse, region="all", domain="all", contract="all"):
    rows = questions.figures(warehouse)
    chosen = (rows[list(questions.DIMENSIONS)] == [region, domain, contract]).all(
        axis=1
    )
    return rows[chosen].iloc[0]


def test_a_single_choice_is_told_as_the_aggregates_tell_it(warehouse):
    aggregates = warehouse.ask(
        "select * from agg_salaries where dimension = 'contract' and n >= 20"
    )

    assert len(aggregates) >= 2
    for expected in aggregates.itertuples():
        told = figures_of(warehouse, contract=expected.dimension_code)
        assert told["pay_n"] == expected.n
        assert told["declared_share"] == pytest.approx(expected.declared_share)
        assert told["median_eur"] == pytest.approx(expected.median_eur, abs=0.5)
        assert told["median_low_eur"] == pytest.approx(expected.median_low_eur)
        assert told["median_high_eur"] == pytest.approx(expected.median_high_eur)


def test_choices_that_no_aggregate_holds_are_told_as_sql_tells_them(warehouse):
    expected = warehouse.ask(
        """
        select count(*) filter (where is_open) as open_openings,
            count(*) filter (where is_open and remote in ('partial', 'full'))
                as remote_openings,
            percentile_cont(0.5) within group (
                order by salary_compared_eur) as median
        from fct_openings
        where rome_code like 'M%%' and contract_family = 'CDI'
        """
    ).iloc[0]
    told = figures_of(warehouse, domain="M", contract="CDI")

    assert told["pay_n"] >= 20
    assert told["open_openings"] == expected["open_openings"] > 0
    assert told["remote_openings"] == expected["remote_openings"]
    assert told["median_eur"] == round(expected["median"])
    assert told["median_low_eur"] < told["median_eur"] < told["median_high_eur"]
    assert np.isnan(told["median_days"])


def test_few_cases_give_no_share_and_no_median(warehouse):
    rows = questions.figures(warehouse)
    few_pay, few_remote = rows["pay_n"] < 20, rows["remote_known"] < 20

    assert few_pay.any() and few_remote.any()
    assert rows.loc[few_pay, ["median_eur", "median_low_eur"]].isna().all(axis=None)
    assert rows.loc[few_remote, ["remote_share", "remote_low"]].isna().all(axis=None)
    assert rows.loc[~few_remote, "remote_share"].notna().all()


def test_skills_are_those_of_the_aggregates(warehouse):
    expected = warehouse.ask(
        "select skill_id, openings, share, n from agg_skill_demand "
        "where dimension = 'all' order by openings desc, skill_id limit 12"
    )
    rows = questions.skills(warehouse, questions.figures(warehouse))
    told = rows[(rows[list(questions.DIMENSIONS)] == "all").all(axis=1)]
    told = told.sort_values(["openings", "skill_id"], ascending=[False, True])

    assert list(told["openings"]) == list(expected["openings"])
    assert list(told["skill_share"]) == pytest.approx(list(expected["share"]))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_holds_all_it_needs_in_less_than_five_megabytes(warehouse, language):
    written = page(warehouse, language)

    assert f'<html lang="{language}">' in written
    assert catalogue()[language]["heading"] in written
    assert len(written.encode()) < 5_000_000
    assert not [
        tag for tag in ('<link rel="stylesheet', "<script src") if tag in written
    ]
    assert "<script>alert" not in written


def test_both_languages_say_the_same_things():
    texts = catalogue()

    assert texts["fr"].keys() == texts["en"].keys()


def test_it_reads_as_the_reader_and_cannot_write(warehouse):
    assert warehouse.ask("select current_user as name")["name"][0] == "vigie_reader"
    with pytest.raises(psycopg2.Error):
        warehouse.ask("delete from fct_offers returning 1")


def test_without_a_release_it_says_what_to_do(server, monkeypatch, capsys, tmp_path):
    for name, value in server.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PGDATABASE", "empty")
    monkeypatch.setattr("sys.argv", ["report", "--output", str(tmp_path / "r.html")])

    assert main() == 1
    assert capsys.readouterr().err.startswith("vigie: nothing is published yet")
    with pytest.raises(NothingToRead):
        Warehouse()


def test_before_any_chain_a_server_without_our_roles_has_nothing_published(
    monkeypatch,
):
    with own_postgres() as bare:
        for name, value in bare.environment.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(NothingToRead, match=r"^nothing is published yet"):
            Warehouse()


def test_a_server_that_is_down_is_told_in_one_line(monkeypatch):
    monkeypatch.setenv("PGHOST", "127.0.0.1")
    monkeypatch.setenv("PGPORT", "1")
    with pytest.raises(NothingToRead, match=r"port 1 failed[^\n]*$"):
        Warehouse()


def test_a_release_of_an_older_version_is_to_be_published_again(warehouse):
    with pytest.raises(NothingToRead, match=r'"not_yet" does not exist.*`make build`'):
        warehouse.ask("select not_yet from fct_offers")
