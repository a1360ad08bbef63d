"""What may end a build in the midst of its history, after the fault's number.

Source: the project's list of faults.
"""

from tests.faults.conftest import copied
from tests.faults.held_commands import dbt, execute, held, mark_rows, python, run
from tests.test_history import marts_of

LOAD, BUILD = python("ingestion", "load"), dbt("run")
# What is kept from build to build, in the order in which it is added to.
KEPT = (
    "intermediate.int_offers_unioned",
    "intermediate.int_offers_current",
    "intermediate.int_opening_memberships",
    "marts.fct_opening_skills",
)
OPEN_TWICE = """
    select offer_key from intermediate.int_offer_versions where is_current
    group by 1 having count(*) > 1
    union all
    select offer_key from marts.fct_offer_lifecycle where is_open
    group by 1 having count(*) > 1
"""


def test_fault_8_builds_killed_one_after_the_other_tell_what_one_build_tells(
    observatory, published, tmp_path_factory
):
    folder = tmp_path_factory.mktemp("undisturbed") / "data"
    with copied(observatory, folder, "essai_sans_faute") as undisturbed:
        run(undisturbed, LOAD)
        run(undisturbed, BUILD)
        expected = marts_of(undisturbed)
    assert expected != marts_of(published)

    run(published, LOAD)
    for table in KEPT:
        mark_rows(published, table)
        with held(published, BUILD):
            pass
        assert published.query(OPEN_TWICE) == []
        execute(published, f"drop trigger marked on {table}")

    run(published, BUILD)
    assert published.query(OPEN_TWICE) == []
    assert marts_of(published) == expected
