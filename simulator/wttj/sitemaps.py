"""robots.txt, the gzip sitemap index and its parts."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from datetime import UTC, datetime
from xml.sax.saxutils import escape

PART_SIZE = 10_000
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

ROBOTS = """User-agent: *
Disallow: /me/*
Disallow: /settings/*
Disallow: /users/*
Disallow: */jobs?query=*
Disallow: /*?
Allow: /*.css$
Allow: /*.js$
{delay}
Sitemap: {base}/sitemaps/index.xml.gz
"""


def robots(base: str, delay: float) -> str:
    """Write robots.txt as recorded, with a crawl delay when one is wanted."""
    line = f"Crawl-delay: {delay:g}\n" if delay else ""
    return ROBOTS.format(base=base, delay=line)


def index(base: str, jobs: int, modified: int) -> bytes:
    """Write the sitemap index: job listings, and kinds that are none."""
    parts = max(1, -(-jobs // PART_SIZE))
    names = ["articles.0", "company-profiles.0"]
    names += [f"job-listings.{part}" for part in range(parts)]
    entries = "".join(
        f"<sitemap><loc>{base}/sitemaps/{name}.xml.gz</loc>"
        f"<lastmod>{w3c(modified)}</lastmod></sitemap>"
        for name in names
    )
    document = f"{_HEAD}<sitemapindex {_NAMESPACE}>{entries}</sitemapindex>"
    return compress(document)


def part(base: str, pages: Iterable[tuple[str, int]]) -> bytes:
    """Write one part: addresses and when each page last changed."""
    entries = "".join(
        f"<url><loc>{escape(base + path)}</loc><lastmod>{w3c(second)}</lastmod></url>"
        for path, second in pages
    )
    return compress(f"{_HEAD}<urlset {_NAMESPACE}>{entries}</urlset>")


def compress(document: str) -> bytes:
    """Compress a document; the same document gives the same bytes."""
    return gzip.compress(document.encode(), compresslevel=5, mtime=0)


def w3c(second: int) -> str:
    """Write a moment as sitemaps do."""
    return f"{datetime.fromtimestamp(second, UTC):%Y-%m-%dT%H:%M:%SZ}"
