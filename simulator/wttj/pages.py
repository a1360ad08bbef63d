"""A job's page: JSON-LD, the embedded store, and the markup around them."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from simulator.wttj.jobs import SITE

_EMPLOYMENT = {"full_time": "FULL_TIME", "temporary": "TEMPORARY", "other": "OTHER",
               "internship": "INTERN", "apprenticeship": "OTHER", "vie": "OTHER",
               "freelance": "CONTRACTOR"}  # fmt: skip
_UNITS = {"yearly": "YEAR", "monthly": "MONTH", "daily": "DAY", "hourly": "HOUR"}

_STYLE = "".join(
    f".sc-{n:04x}{{display:flex;padding:{n % 32}px;color:#1f{n % 256:02x}33}}"
    for n in range(420)
)
_NAVIGATION = "".join(
    f'<li><a class="sc-{n:04x}" href="/fr/pages/{n}">Rubrique {n}</a></li>'
    for n in range(90)
)


def organization_slug(job: dict[str, Any]) -> str:
    """Return the organization's slug, wherever this version of the job has it."""
    organization = job.get("organization") or {}
    website = organization.get("website_organization") or {}
    return organization.get("slug") or website.get("slug") or ""


def json_ld(job: dict[str, Any]) -> dict[str, Any]:
    """Describe a job as schema.org's JobPosting."""
    texts = [job.get("description") or "", job.get("profile") or ""]
    organization = job.get("organization") or {}
    posting: dict[str, Any] = {
        "@context": "http://schema.org",
        "@type": "JobPosting",
        "title": job["name"],
        "description": "".join(texts),
        "datePosted": job.get("published_at"),
        "employmentType": _EMPLOYMENT.get(job.get("contract_type") or "", "OTHER"),
        "hiringOrganization": {
            "@type": "Organization",
            "name": organization.get("name"),
            "sameAs": f"{SITE}/fr/companies/{organization_slug(job)}",
        },
        "industry": organization.get("industry"),
        "jobLocation": [_place(office) for office in job.get("offices") or []],
    }
    if job.get("salary_min") or job.get("salary_max"):
        posting["baseSalary"] = {
            "@type": "MonetaryAmount",
            "currency": job.get("salary_currency"),
            "value": {
                "@type": "QuantitativeValue",
                "minValue": job.get("salary_min"),
                "maxValue": job.get("salary_max"),
                "unitText": _UNITS.get(job.get("salary_period") or "", "YEAR"),
            },
        }
    return posting


def _place(office: dict[str, Any]) -> dict[str, Any]:
    return {
        "@type": "Place",
        "address": {
            "@type": "PostalAddress",
            "addressLocality": office.get("city"),
            "addressRegion": office.get("district"),
            "addressCountry": office.get("country_code") or "FR",
            "postalCode": office.get("zip_code"),
        },
    }


def store(job: dict[str, Any], milliseconds: int) -> dict[str, Any]:
    """Build the page's dehydrated store: the job among other queries."""
    key = [job.get("language") or "fr", organization_slug(job), job["slug"]]
    return {
        "mutations": [],
        "queries": [
            _query(["job", *key], job, milliseconds),
            _query(["related_jobs", *key], _related(job), milliseconds),
            _query(["job", *key, "company_personality"], None, milliseconds),
            _query(["bookmarks", "keys", "jobs"], [], milliseconds),
        ],
    }


def _query(key: list[str], data: Any, milliseconds: int) -> dict[str, Any]:
    return {
        "state": {
            "data": data,
            "dataUpdateCount": 1,
            "dataUpdatedAt": milliseconds,
            "status": "success",
            "fetchStatus": "idle",
        },
        "queryKey": key,
        "queryHash": json.dumps(key, ensure_ascii=False, separators=(",", ":")),
    }


def _related(job: dict[str, Any]) -> dict[str, Any]:
    """Suggest another job: a trap for parsers that take the first one they see."""
    organization = job.get("organization") or {}
    hit = {
        "name": "Candidature spontanée - H/F",
        "slug": "candidature-spontanee-h-f_paris",
        "language": job.get("language"),
        "contract_type": "full_time",
        "remote": "unknown",
        "published_at": job.get("published_at"),
        "reference": "CS_0000",
        "organization": {
            "name": organization.get("name"),
            "slug": organization_slug(job),
        },
    }
    return {
        "hits": [hit],
        "limit": 6,
        "nbHits": 1,
        "offset": 0,
        "processingTimeMs": 1,
        "provider": "meilisearch",
        "query": None,
    }


def page(job: dict[str, Any], milliseconds: int) -> str:
    """Write the whole page."""
    state = _encoded(store(job, milliseconds))
    return envelope(
        job["name"],
        f'<script type="application/ld+json">{_script(json_ld(job))}</script>',
        f"<script>window.__INITIAL_DATA__ = {state};</script>",
        job.get("description") or "",
    )


def changed_page(job: dict[str, Any]) -> str:
    """Write the page as after a redesign: neither format is where it was."""
    data = _script({"v": 2, "posting": {"label": job["name"], "body": "…"}})
    island = f'<script type="application/json" id="__NEXT_DATA__">{data}</script>'
    return envelope(job["name"], island, "", "<p>Chargement…</p>")


def _script(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False).replace("</", "<\\/")


def _encoded(data: Any) -> str:
    """Encode twice: JSON in a JavaScript string, safe inside a script element."""
    once = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    twice = json.dumps(once, ensure_ascii=False)
    return twice.replace("<", "\\u003c").replace("\u2028", "\\u2028")


def envelope(title: str, head: str, scripts: str, body: str) -> str:
    """Wrap contents in markup of the weight that a real page has."""
    visible = re.sub(r"<script.*?</script>", "", body, flags=re.DOTALL)
    return (
        '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8">'
        f"<title>{html.escape(title)} | Welcome to the Jungle</title>"
        f"<style>{_STYLE}</style>{head}</head><body><nav><ul>{_NAVIGATION}</ul></nav>"
        f'<main id="root"><h2>{html.escape(title)}</h2>{visible}</main>'
        f"{scripts}</body></html>"
    )
