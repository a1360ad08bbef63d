"""What the cubes count, under any filters, is what counting the openings gives."""

import pandas as pd
import pytest

from streamlit_app.data import ask
from streamlit_app.filters import Filters
from streamlit_app.questions import activity, cells, conditions
from streamlit_app.questions.cells import COUNTS, SKILL_COUNTS, Cells
from streamlit_app.questions.watching import first_collection

SELECTIONS = {
    "everything": Filters(),
    "closed too": Filters(status="all"),
    "two régions": Filters(region=("11", "84")),
    "a département": Filters(departement=("75",), status="all"),
    "a domain in a région": Filters(domain=("M",), region=("11",)),
    "an occupation in a département": Filters(
        occupation=("M1805", "J1506", "D1106"),
        departement=("13", "59", "69", "75"),
        status="all",
    ),
    "a contract of a source": Filters(contract=("CDI",), source=("wttj",)),
    "all but skills": Filters(
        contract=("CDI", "CDD"),
        source=("france_travail", "service_public"),
        domain=("M", "J"),
        region=("11", "32", "84"),
        status="all",
    ),
}
SIDES = {
    "departement": "departement_code",
    "region": "region_code",
    "occupation": "rome_code",
    "domain": "grand_domain_code",
}
MARKET = tuple(name for name in COUNTS if name != "paid_openings")

selections = pytest.mark.parametrize(
    "filters", SELECTIONS.values(), ids=list(SELECTIONS)
)


def counted(source: Cells, counts: tuple[str, ...], column: str) -> pd.DataFrame:
    sums = ", ".join(f"sum({name})::bigint as {name}" for name in counts)
    any_left = " + ".join(counts)
    rows = ask(
        f"select {column} as code, {sums} from {source.table} where {source.where} "
        f"group by 1 having sum({any_left}) > 0 order by 1",
        source.parameters,
    )
    return rows.astype(object)


@pytest.mark.parametrize("side", [*SIDES, None])
@selections
def test_the_market_is_counted_as_one_by_one(filters, side, published):
    column = SIDES.get(side, "'all'")
    known = cells.market(filters, *([side] if side else []))
    assert known.table == "agg_market_cube"

    of_cube = counted(known, MARKET, column)

    assert of_cube.equals(counted(cells.openings(filters), MARKET, column))
    assert len(of_cube)


@selections
def test_employers_are_counted_as_one_by_one(filters, published):
    counts = ("openings", "week_openings", "paid_openings")

    of_cube = counted(cells.employers(filters), counts, "employer_id")

    assert of_cube.equals(counted(cells.openings(filters), counts, "employer_id"))
    assert len(of_cube)


@pytest.mark.parametrize("side", ["region", "occupation", "domain", None])
@selections
def test_skills_are_counted_as_one_by_one(filters, side, published):
    code = f"{SIDES[side]} || skill_id" if side else "skill_id"
    one_by_one = cells.Cells(
        cells.OPENING_SKILLS,
        conditions.cells(filters, any_status=True)[0],
        cells.openings(filters).parameters,
    )
    counts = tuple(SKILL_COUNTS)

    found = counted(cells.skills(filters, *([side] if side else [])), counts, code)

    assert found.equals(counted(one_by_one, counts, code))
    assert len(found)


@pytest.mark.parametrize(
    "filters",
    [one for one in SELECTIONS.values() if not one.occupation],
    ids=[name for name, one in SELECTIONS.items() if not one.occupation],
)
def test_days_are_counted_as_one_by_one(filters, published, monkeypatch):
    of_cube = activity.activity_of_some(filters)
    monkeypatch.setattr(cells, "DAILY_GRAINS", set())
    one_by_one = activity.activity_of_some(filters)

    assert of_cube.equals(one_by_one)
    assert len(of_cube) == 120


@pytest.mark.parametrize(
    "filters",
    [
        Filters(occupation=("N4101",), contract=("STAGE",)),
        Filters(region=("84",)),
        Filters(departement=("2A",), source=("wttj", "service_public")),
    ],
)
def test_each_day_has_the_stock_that_was_known_then(filters, published):
    days = activity.daily_activity(filters)
    where, parameters = conditions.openings(filters)
    opened = ask(f"select count(*) as n from fct_openings where {where}", parameters)

    assert len(days) == 120
    assert days["date_day"].is_monotonic_increasing
    assert days["active_openings"].iloc[-1] == opened["n"].iloc[0]
    is_watched = days["date_day"] >= first_collection().date()
    assert 1 < is_watched.sum() < len(days)
    assert days.loc[~is_watched, list(activity.WATCHED)].isna().all(None)
    where, parameters = conditions.openings(filters, any_status=True)
    for day in days[is_watched].itertuples():
        known = ask(f"{KNOWN} and {where}", parameters | {"day": day.date_day})
        assert day.active_openings == known["there"].iloc[0]


# Gone is what had been found closed, not yet what was.
KNOWN = """
    select count(*) filter (where opening_id not in (
            select counted_id from fct_reopenings where counted_kind = 'opening'
                and close_known_at::date <= %(day)s and reopened_at::date > %(day)s
        )) as there, count(*) as spanned
    from fct_openings where open_known_at::date <= %(day)s
        and coalesce(close_known_at::date > %(day)s, true)
"""


@pytest.mark.parametrize(("day", "is_known"), [(20, False), (22, True)])
def test_what_is_known_to_be_closed_is_in_no_stock_until_it_is_back(
    day, is_known, published
):
    days = activity.activity_of_some(Filters())
    gone = pd.Timestamp(2026, 2, day).date()
    stock = days["active_openings"][days["date_day"] == gone].iloc[0]

    told = ask(KNOWN, {"day": gone}).iloc[0]
    assert stock == told["there"]
    assert (told["there"] < told["spanned"]) == is_known
