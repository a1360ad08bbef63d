"""From filters to SQL conditions; values only ever travel as parameters."""

from typing import Any

from streamlit_app.filters import Filters

SOURCES = "string_to_array(sources, ',') && %(source)s"
OF_SOURCES = (
    "sources = any(array(select sources from agg_market_cube "
    f"where grain = 'all' and {SOURCES}))"
)
IN_DOMAINS = (
    "rome_code in (select rome_code from dim_occupations "
    "where grand_domain_code = any(%(domain)s))"
)

NAME_SKILLS = (
    "opening_id in (select opening_id from fct_opening_skills "
    "where skill_id = any(%(skill)s))"
)


def openings(
    filters: Filters, *, any_status: bool = False
) -> tuple[str, dict[str, Any]]:
    """Restrict fct_openings; an opening belongs to each source that advertises it."""
    return joined(filters, SOURCES, IN_DOMAINS, any_status)


def offers(filters: Filters, *, any_status: bool = False) -> tuple[str, dict[str, Any]]:
    """Restrict fct_offers."""
    return joined(filters, "source = any(%(source)s)", IN_DOMAINS, any_status)


def cells(filters: Filters, *, any_status: bool = False) -> tuple[str, dict[str, Any]]:
    """Restrict cells, which have the code of their occupation's domain.

    There are few sets of sources: which hold a source is asked once, not of each cell.
    """
    domains = "grand_domain_code = any(%(domain)s)"
    return joined(filters, OF_SOURCES, domains, any_status)


def joined(
    filters: Filters, sources: str, domains: str, any_status: bool
) -> tuple[str, dict[str, Any]]:
    by_name = {
        "source": sources,
        "region": "region_code = any(%(region)s)",
        "departement": "departement_code = any(%(departement)s)",
        "domain": domains,
        "occupation": "rome_code = any(%(occupation)s)",
        "contract": "contract_family = any(%(contract)s)",
        "skill": NAME_SKILLS,
        "employer": "employer_id = any(%(employer)s)",
    }
    used = [name for name in by_name if getattr(filters, name)]
    conditions = [by_name[name] for name in used]
    if filters.status == "open" and not any_status:
        conditions.append("is_open")
    parameters = {name: list(getattr(filters, name)) for name in used}
    return " and ".join(conditions) or "true", parameters
