"""Reads a job page: its embedded state, and its JSON-LD beside it.

Both are read and reconciled, so that the page may lose one of them. What neither
holds is a changed page: it is rejected with its tags, never guessed.
"""

import json
import re
from typing import Any

from bs4 import BeautifulSoup, SoupStrainer

from ingestion.documents import parse_json
from ingestion.errors import UnexpectedAnswer

# A dehydrated store, as a JSON string that holds JSON.
INITIAL_DATA = re.compile(r'window\.__INITIAL_DATA__\s*=\s*("(?:[^"\\]|\\.)*")')
TAG = re.compile(r"<(/?[A-Za-z][\w-]{0,30})([^<>]*)>")
KEPT_ATTRIBUTE = re.compile(r"""\s(?:id|class|type)=["'][\w ./+-]{0,200}["']""")
# A page ends with it; a little that is not the site's own may follow.
LAST_TAG, LAST_TAG_WITHIN = "</html>", 1_000
JOB_KEY_LENGTH = 4  # ["job", language, organization, job]; longer keys are parts of it
EMPLOYMENT_TYPES = {
    "FULL_TIME": "full_time",
    "PART_TIME": "part_time",
    "CONTRACTOR": "freelance",
    "TEMPORARY": "temporary",
    "INTERN": "internship",
    "OTHER": "other",
}
SALARY_PERIODS = {
    "YEAR": "yearly",
    "MONTH": "monthly",
    "WEEK": "weekly",
    "DAY": "daily",
    "HOUR": "hourly",
}


def parse_page(html: str) -> dict[str, Any]:
    """Return the job of a page in the shape of the site's own store.

    Shape:  the store's job, what it lacks taken from JSON-LD, and `_page` with the
            `formats` that were found and the fields on which they disagree
            (`conflicts`).
    Raises: UnexpectedAnswer when the page holds neither format.
    """
    state = embedded_job(html)
    described = job_from_json_ld(json_ld(html))
    if state is None and described is None:
        raise UnexpectedAnswer("the page holds neither an embedded job nor JSON-LD")
    job = dict(described or {})
    job.update(
        {key: value for key, value in (state or {}).items() if value is not None}
    )
    for key in (state or {}).keys() - job.keys():
        job[key] = None
    formats = {"embedded_state": state, "json_ld": described}
    job["_page"] = {
        "formats": [name for name, found in formats.items() if found is not None],
        "conflicts": conflicts(state, described),
    }
    return job


def is_whole(html: str) -> bool:
    """Tell whether a page ends as pages do; what is cut may lack a field."""
    return LAST_TAG in html[-LAST_TAG_WITHIN:].lower()


def skeleton(html: str) -> str:
    """Return a page's tags without their texts, which may name anybody.

    Of their attributes, those stay that tell how a page is laid out.
    """
    return "".join(
        f"<{name}{''.join(KEPT_ATTRIBUTE.findall(attributes))}>"
        for name, attributes in TAG.findall(html)
    )


def embedded_job(html: str) -> dict[str, Any] | None:
    """Return the job of `window.__INITIAL_DATA__`; None when there is none."""
    found = INITIAL_DATA.search(html)
    if not found:
        return None
    try:
        store = as_object(parse_json(json.loads(found.group(1))))
    except ValueError:
        return None
    queries = store.get("queries")
    for query in map(as_object, queries if isinstance(queries, list) else []):
        key = query.get("queryKey")
        if isinstance(key, list) and len(key) == JOB_KEY_LENGTH and key[0] == "job":
            data = as_object(query.get("state")).get("data")
            return data if isinstance(data, dict) else None
    return None


def json_ld(html: str) -> dict[str, Any] | None:
    """Return the page's JobPosting; None when there is none."""
    # Only the scripts are built into a tree: the rest of a page is most of its cost.
    scripts = SoupStrainer("script", type="application/ld+json")
    for script in BeautifulSoup(html, "lxml", parse_only=scripts).find_all("script"):
        found = parse_json(script.string or "")
        for item in found if isinstance(found, list) else [found]:
            if isinstance(item, dict) and item.get("@type") == "JobPosting":
                return item
    return None


def job_from_json_ld(posting: dict[str, Any] | None) -> dict[str, Any] | None:
    """Put a JobPosting into the shape of the site's own store.

    Source: schema.org/JobPosting.
    """
    if posting is None:
        return None
    employer = as_object(posting.get("hiringOrganization"))
    salary = as_object(posting.get("baseSalary"))
    amount = as_object(salary.get("value"))
    places = posting.get("jobLocation") or []
    offices = [
        office(place) for place in (places if isinstance(places, list) else [places])
    ]
    kind = posting.get("employmentType")
    job = {
        "name": posting.get("title"),
        "description": posting.get("description"),
        "published_at": posting.get("datePosted"),
        "contract_type": EMPLOYMENT_TYPES.get(kind) if isinstance(kind, str) else None,
        "organization": {"name": employer.get("name")},
        "offices": offices,
        "office": offices[0] if offices else None,
        "salary_min": amount.get("minValue"),
        "salary_max": amount.get("maxValue"),
        "salary_currency": salary.get("currency"),
        "salary_period": SALARY_PERIODS.get(str(amount.get("unitText")).upper()),
    }
    return {key: value for key, value in job.items() if value is not None}


def office(place: Any) -> dict[str, Any]:
    """Put a schema.org Place into the shape of the site's offices."""
    address = as_object(as_object(place).get("address"))
    return {
        "city": address.get("addressLocality"),
        "state": address.get("addressRegion"),
        "country_code": address.get("addressCountry"),
        "zip_code": address.get("postalCode"),
    }


def conflicts(
    state: dict[str, Any] | None, described: dict[str, Any] | None
) -> list[str]:
    """Name the plain fields that both formats hold with different values."""
    if not state or not described:
        return []
    plain = ("name", "contract_type", "salary_min", "salary_max", "salary_currency")
    return [
        name
        for name in plain
        if None not in (state.get(name), described.get(name))
        and state[name] != described[name]
    ]


def as_object(value: Any) -> dict[str, Any]:
    """Return a JSON object, or an empty one in place of anything else."""
    return value if isinstance(value, dict) else {}
