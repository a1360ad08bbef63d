"""France Travail's payloads: what a few of them say otherwise closes no gate."""

from expectations.__main__ import run
from expectations.france_travail import payload

FOUR_OF_EACH = """
    insert into raw_france_travail.offers
    select offers.* from raw_france_travail.offers, generate_series(1, 3)
"""
ONE_NEW_CODE = """
    update raw_france_travail.offers
    set payload = payload || '{"experienceExige": "X"}'
    where ctid = (select max(ctid) from raw_france_travail.offers)
"""


def test_one_code_that_the_publisher_has_added_does_not_close_the_gate(
    warehouse, monkeypatch
):
    monkeypatch.setattr("expectations.__main__.raw_checks", lambda _: [payload()])
    with warehouse.cursor() as cursor:
        cursor.execute(FOUR_OF_EACH)
        cursor.execute(ONE_NEW_CODE)

    assert run("raw", as_json=False) == 0
