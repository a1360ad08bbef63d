"""The cells that answer a question: of a cube, the coarsest that tell what is asked;
of the openings themselves, one each, where no cube knows a filter.

A question is written once, over cells. Each has the codes of place, occupation,
contract and sources, and counts that are summed.
"""

from typing import Any, NamedTuple

from streamlit_app.data import release
from streamlit_app.filters import Filters
from streamlit_app.questions import conditions
from streamlit_app.questions.watching import earlier_collection

PLACES = ("departement", "region")
OCCUPATIONS = ("occupation", "domain")
# What the cube of skills leaves out: a département has too few openings of each.
SKILL_GRAINS = {
    "all",
    "region",
    "departement",
    "domain",
    "region_domain",
    "occupation",
    "region_occupation",
}
DAILY_GRAINS = {"all", "region", "departement", "domain", "region_domain"}


class Cells(NamedTuple):
    """What to select from, under which condition, with which parameters."""

    table: str
    where: str
    parameters: dict[str, Any]


def grain_of(filters: Filters, *told: str) -> str:
    """Name the coarsest cells that know the filters and tell some levels apart."""
    levels = [
        next((name for name in names if name in told or getattr(filters, name)), "")
        for names in (PLACES, OCCUPATIONS)
    ]
    return "_".join(filter(None, levels)) or "all"


def is_pinned(filters: Filters) -> bool:
    return bool(filters.skill or filters.employer)


def market(filters: Filters, *told: str, any_status: bool = False) -> Cells:
    """Count openings, by the filters and some levels: see agg_market_cube."""
    if is_pinned(filters):
        return openings(filters, any_status=any_status)
    where, parameters = conditions.cells(filters, any_status=any_status)
    where = f"grain = '{grain_of(filters, *told)}' and {where}"
    return Cells("agg_market_cube", where, parameters)


def openings(filters: Filters, *, any_status: bool = False) -> Cells:
    """Count openings one by one, where no cube knows what is asked."""
    where, parameters = conditions.cells(filters, any_status=any_status)
    known = {"as_of": release().as_of, "earlier": earlier_collection()}
    return Cells(OPENINGS, where, parameters | known)


def skills(filters: Filters, *told: str) -> Cells:
    """Count openings that name a skill: see agg_skill_cube.

    Its openings are the open ones; `ever_` counts all.
    """
    where, parameters = conditions.cells(filters, any_status=True)
    grain = grain_of(filters, *told)
    if is_pinned(filters) or grain not in SKILL_GRAINS:
        return Cells(OPENING_SKILLS, where, parameters | {"as_of": release().as_of})
    return Cells("agg_skill_cube", f"grain = '{grain}' and {where}", parameters)


def asked(filters: Filters) -> str:
    """Sum how firmly cells of skills ask, of openings of the filters' status."""
    ever = "" if filters.status == "open" else "ever_"
    return ", ".join(
        f"sum({ever}{name})::bigint as {name}"
        for name in ("openings", "required", "nice_to_have")
    )


def salaries(filters: Filters) -> Cells:
    """Return the declared amounts of the last year, one each."""
    where, parameters = conditions.cells(filters, any_status=True)
    return Cells("fct_opening_salaries", where, parameters)


def employers(filters: Filters) -> Cells:
    """Count openings of each employer: see agg_employer_cube."""
    if filters.skill:
        return openings(filters)
    where, parameters = conditions.cells(filters)
    return Cells("agg_employer_cube", where, parameters)


NEW = "opened_at > told_until - interval '28 days'"
BEFORE = (
    "opened_at <= told_until - interval '28 days' "
    "and opened_at > told_until - interval '56 days'"
)
IS_REMOTE, TELLS_REMOTE = "remote in ('partial', 'full')", "remote <> 'unknown'"
IS_PAID = "salary_compared_eur is not null"
# Known to be closed at that moment, and open again since.
INTERRUPTED = (
    "opening_id in (select counted_id from fct_reopenings "
    "where counted_kind = 'opening' and close_known_at <= %(earlier)s "
    "and reopened_at > %(earlier)s)"
)
# As the cubes define their counts, of one opening.
COUNTS = {
    "openings": "true",
    "openings_week_ago": "open_known_at <= %(earlier)s "
    f"and coalesce(close_known_at > %(earlier)s, true) and not ({INTERRUPTED})",
    "week_openings": "opened_at > told_until - interval '7 days'",
    "week_before_openings": "opened_at <= told_until - interval '7 days' "
    "and opened_at > told_until - interval '14 days'",
    "new_openings": NEW,
    "before_openings": BEFORE,
    "year_openings": "opened_at > %(as_of)s - interval '365 days'",
    "remote_told": TELLS_REMOTE,
    "remote_openings": IS_REMOTE,
    "new_remote_told": f"{NEW} and {TELLS_REMOTE}",
    "new_remote": f"{NEW} and {IS_REMOTE}",
    "before_remote_told": f"{BEFORE} and {TELLS_REMOTE}",
    "before_remote": f"{BEFORE} and {IS_REMOTE}",
    "new_paid": f"{NEW} and {IS_PAID}",
    "before_paid": f"{BEFORE} and {IS_PAID}",
    "paid_openings": IS_PAID,
}
SKILL_COUNTS = {
    "openings": "is_open",
    "required": "is_open and requirement = 'required'",
    "nice_to_have": "is_open and requirement = 'nice_to_have'",
    "ever_openings": "true",
    "ever_required": "requirement = 'required'",
    "ever_nice_to_have": "requirement = 'nice_to_have'",
    "new_openings": NEW,
    "before_openings": BEFORE,
}


def counted_singly(counts: dict[str, str]) -> str:
    return ", ".join(
        f"coalesce(({case})::integer, 0) as {name}" for name, case in counts.items()
    )


CODES = """
    opening_id, employer_id, is_agency, region_code, departement_code,
    grand_domain_code, rome_code, contract_family, sources, is_open
"""
EXPERIENCE_BAND = """
    case
        when experience_min_months is null then 'unknown'
        when experience_min_months = 0 then 'none'
        when experience_min_months < 24 then 'under_2_years'
        when experience_min_months < 60 then '2_to_5_years'
        when experience_min_months < 120 then '5_to_10_years'
        else '10_years_or_more'
    end as experience_band
"""
OPENINGS = f"""(
    select {CODES}, {EXPERIENCE_BAND}, {counted_singly(COUNTS)}
    from fct_openings inner join dim_occupations using (rome_code)
) as cells"""
OPENING_SKILLS = f"""(
    select {CODES}, skill_id, {counted_singly(SKILL_COUNTS)}
    from fct_openings
    inner join dim_occupations using (rome_code)
    inner join fct_opening_skills using (opening_id)
) as cells"""
